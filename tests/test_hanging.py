"""A test that hangs ends, and tells where it stood."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
HANGS = """
import asyncio

async def wait_for_nobody():
    await asyncio.Event().wait()

def test_hangs():
    asyncio.run(wait_for_nobody())

def test_goes_on():
    pass
"""


def test_a_test_that_hangs_fails_and_the_next_one_runs(tmp_path: Path) -> None:
    place = tmp_path / "test_hangs.py"
    place.write_text(HANGS)
    options = ["-p", "tests.hanging", "--rootdir", str(tmp_path), "-o", "timeout=0.5"]
    run = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "pytest", *options, str(place)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert "1 failed, 1 passed" in run.stdout
    assert "in wait_for_nobody\n    await asyncio.Event().wait()" in run.stdout
