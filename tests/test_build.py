"""The build bundles GraphiQL when its sources have changed, and asks for Node only then."""

import shutil
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import hatch_build

ROOT = Path(__file__).parents[1]
BUNDLED = ROOT / hatch_build.BUNDLE / hatch_build.STAMP


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the build looks at, bundled."""
    if not BUNDLED.is_file():
        pytest.skip("GraphiQL has not been bundled here: the package is not installed")
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for folder in (hatch_build.SOURCES, hatch_build.BUNDLE):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_unchanged_sources_need_no_node(project: Path) -> None:
    assert WheelBuilder(str(project)).config.dependencies == []


@pytest.mark.parametrize("name", ["main.jsx", "package-lock.json", "vite.config.js"])
def test_changed_sources_do(project: Path, name: str) -> None:
    with (project / hatch_build.SOURCES / name).open("a") as source:
        source.write("\n")
    assert WheelBuilder(str(project)).config.dependencies == [hatch_build.NODE]


def test_a_lost_bundle_does(project: Path) -> None:
    shutil.rmtree(project / hatch_build.BUNDLE)
    assert WheelBuilder(str(project)).config.dependencies == [hatch_build.NODE]


def test_the_lock_file_names_no_address() -> None:
    assert "://" not in (ROOT / hatch_build.SOURCES / "package-lock.json").read_text()


def test_the_bundle_carries_the_licences_of_what_is_in_it(project: Path) -> None:
    licences = (project / hatch_build.BUNDLE / "licences.md").read_text()
    assert {"graphiql", "monaco-editor", "react"} <= {
        line.removeprefix("## ").partition(" ")[0]
        for line in licences.splitlines()
        if line.startswith("## ")
    }
