"""The catalogue entry publiccode.yml is valid and says the same as the package metadata."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "tests/publiccode.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

LANGUAGES = {"Natural Language :: English": "en", "Natural Language :: Italian": "it"}


@pytest.fixture(scope="module")
def entry() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    return loaded


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    loaded: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return loaded


def test_the_entry_is_valid(entry: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in VALIDATOR.iter_errors(entry)] == []


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("publiccodeYmlVersion",), "0.3"),
        (("url",), "git@example.org:hub"),
        (("softwareType",), "standalone"),
        (("description", "it", "shortDescription"), "x" * 151),
        (("description", "en", "longDescription"), "Too short."),
        (("description", "en", "features"), []),
        (("maintenance",), {"type": "internal"}),
        (("maintenance", "contractors"), [{"name": "A company"}]),
        (("intendedAudience", "countries"), ["it"]),
        (("it",), {"countryExtensionVersion": "1.0"}),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else "",
)
def test_a_faulty_entry_is_not(entry: dict[str, Any], path: tuple[str, ...], wrong: object) -> None:
    faulty = json.loads(json.dumps(entry))
    place = faulty
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = wrong
    assert not VALIDATOR.is_valid(faulty)


def test_version_licence_and_languages_are_those_of_the_package(
    entry: dict[str, Any], project: dict[str, Any]
) -> None:
    languages = {LANGUAGES[name] for name in project["classifiers"] if name in LANGUAGES}
    python = next(it for it in entry["dependsOn"]["open"] if it["name"] == "Python")

    assert entry["softwareVersion"] == project["version"]
    assert entry["legal"]["license"] == project["license"]
    assert project["requires-python"] == f">={python['versionMin']}"
    assert set(entry["localisation"]["availableLanguages"]) == languages
    assert set(entry["description"]) == languages


def test_both_languages_name_as_many_features(entry: dict[str, Any]) -> None:
    assert len(entry["description"]["en"]["features"]) == len(
        entry["description"]["it"]["features"]
    )


def test_the_licence_is_the_one_that_is_named(project: dict[str, Any]) -> None:
    text = (ROOT / "LICENSE").read_text()

    assert project["license"] == "EUPL-1.2"
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert "15. Applicable Law" in text
