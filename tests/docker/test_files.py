"""What the image and the compose file promise: nobody special, nothing written, secrets in files."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "docker/Dockerfile").read_text()
SCRIPTS = [ROOT / "docker/start", ROOT / "docker/health"]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker/compose.yaml").read_text())["services"]
    return loaded


def test_the_image_runs_as_an_ordinary_user_and_checks_itself() -> None:
    run_stage = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", run_stage, re.MULTILINE)
    assert re.search(r'^HEALTHCHECK .* CMD \["health"\]$', run_stage, re.MULTILINE)
    assert re.search(r'^ENTRYPOINT \["start"\]$', run_stage, re.MULTILINE)


def test_the_image_has_a_python_that_the_package_takes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    versions = set(re.findall(r"^FROM python:([\d.]+)-slim-bookworm", DOCKERFILE, re.MULTILINE))
    assert {f">={version}" for version in versions} == {project["requires-python"]}


def test_what_the_image_copies_is_let_through() -> None:
    ignored = (ROOT / "docker/Dockerfile.dockerignore").read_text().splitlines()
    let_through = [line.removeprefix("!") for line in ignored if line.startswith("!")]
    assert ignored[0] == "*"
    assert [name for name in let_through if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_the_scripts_can_be_run(script: Path) -> None:
    assert script.stat().st_mode & 0o111 == 0o111
    assert script.read_text().startswith("#!/usr/bin/env python3\n")


def test_the_hub_may_write_to_its_volume_only(services: dict[str, Any]) -> None:
    hub = services["hub"]
    assert hub["read_only"] is True
    assert hub["cap_drop"] == ["ALL"]
    assert hub["volumes"] == ["data:/data"]
    assert hub["tmpfs"] == ["/tmp"]  # noqa: S108 - of the container


def test_the_hub_is_reached_from_this_machine_only(services: dict[str, Any]) -> None:
    assert services["hub"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in services["database"]


def test_no_secret_is_in_the_environment(services: dict[str, Any]) -> None:
    secret = {
        name: value
        for service in services.values()
        for name, value in service["environment"].items()
        if re.search("PASSWORD|URL|SECRET|TOKEN", name)
    }
    assert all(name.endswith("_FILE") for name in secret)
    assert all(value.startswith("/run/secrets/") for value in secret.values())


def test_the_hub_starts_when_the_database_is_healthy(services: dict[str, Any]) -> None:
    assert services["hub"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["database"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
