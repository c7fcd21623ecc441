"""What the documents say of settings, commands, files and versions is true."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pydantic.fields import FieldInfo

from hub.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DOCUMENTS = sorted(path.name for path in ROOT.glob("*.md"))

LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")
PIN = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+")


def test_the_table_of_settings_is_that_of_the_code() -> None:
    rows = [line for line in README.splitlines() if line.startswith(f"| `{PREFIX}")]
    assert rows == [_row(name, field) for name, field in Settings.model_fields.items()]


@pytest.mark.parametrize("title", ["Start", "Test"])
def test_it_takes_one_command(title: str) -> None:
    (command,) = _fenced(title)
    assert "\n" not in command
    assert command.startswith(
        "python3.11 -m venv .venv && .venv/bin/pip install -c constraints.txt"
    )


def test_the_start_is_the_hub_with_demo_data() -> None:
    (command,) = _fenced("Start")
    assert command.endswith("&& .venv/bin/hub serve --demo")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text()
    for target, fragment in LINK.findall(text):
        place = ROOT / target if target else ROOT / document
        assert place.exists(), target
        assert not fragment or fragment in _anchors(place), fragment


def test_the_architecture_is_short() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text().splitlines()) <= 120


def test_the_changelog_opens_with_what_is_not_released() -> None:
    versions = re.findall(r"^## \[(.+?)\]", CHANGELOG, re.MULTILINE)
    assert versions[0] == "Unreleased"
    assert len(versions) == len(set(versions))


def test_every_package_that_is_installed_with_the_hub_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]

    assert all(PIN.fullmatch(pin) for pin in pins)
    assert {canonicalize_name(pin.partition("==")[0]) for pin in pins} == _closure(
        [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    )


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {_default(field)} | {field.description} |"


def _default(field: FieldInfo) -> str:
    if field.default_factory:
        return "per user"
    if field.default is None:
        return "unset"
    if field.default == ():
        return "none"
    return f"`{str(field.default).lower() if field.default is True else field.default}`"


def _fenced(title: str) -> list[str]:
    """The blocks of code of one section of the README."""
    (section,) = re.findall(rf"^## {title}$(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    return re.findall(r"^```\w*\n(.*?)\n```$", section, re.MULTILINE | re.DOTALL)


def _anchors(document: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def _closure(requirements: list[str]) -> set[str]:
    """The names of all packages that an installation of the requirements brings along."""
    found: set[tuple[str, frozenset[str]]] = set()
    open_ = [Requirement(requirement) for requirement in requirements]
    while open_:
        requirement = open_.pop()
        asked = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if asked not in found and _applies(requirement, extras={""}):
            found.add(asked)
            open_ += _required_by(requirement)
    return {name for name, _ in found}


def _required_by(requirement: Requirement) -> Iterator[Requirement]:
    for line in metadata.requires(requirement.name) or ():
        required = Requirement(line)
        if _applies(required, extras=requirement.extras | {""}):
            required.marker = None  # it holds here, and its extra is not known any more
            yield required


def _applies(requirement: Requirement, *, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras)
