"""Settings are read once, from variables or files, and refused in words when they are wrong."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from hub import settings
from hub.errors import Misconfigured


def test_the_defaults_serve_one_machine() -> None:
    given = settings.load()

    assert (given.host, given.port, given.workers) == ("127.0.0.1", 8000, 1)
    assert given.database_url is None


def test_a_variable_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_ALLOWED_ORIGINS", "https://a.example, https://b.example/")

    assert settings.load().allowed_origins == ("https://a.example", "https://b.example")


def test_what_is_given_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_PORT", "1")

    assert settings.load(port=2).port == 2
    assert settings.load(port=None).port == 1


def test_a_secret_is_read_from_a_file_and_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://hub:geheim@db/hub\n")
    monkeypatch.setenv("HUB_DATABASE_URL_FILE", str(secret))

    given = settings.load()

    assert given.database_url
    assert given.database_url.get_secret_value() == "postgresql://hub:geheim@db/hub"
    assert "geheim" not in repr(given)


def test_a_value_and_a_file_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_PORT", "1")
    monkeypatch.setenv("HUB_PORT_FILE", "port")

    with pytest.raises(Misconfigured, match="HUB_PORT and HUB_PORT_FILE are both set"):
        settings.load()


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_PORT_FILE", "nowhere")

    with pytest.raises(Misconfigured, match="HUB_PORT_FILE: nowhere cannot be read"):
        settings.load()


def test_all_wrong_values_are_named_at_once_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_PORT", "geheim")
    monkeypatch.setenv("HUB_WORKERS", "0")

    with pytest.raises(Misconfigured) as refused:
        settings.load()

    lines = str(refused.value).splitlines()
    assert [line.split(":")[0] for line in lines] == ["HUB_PORT", "HUB_WORKERS"]
    assert "geheim" not in str(refused.value)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        settings.load().port = 1


def test_what_is_handed_down_is_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_PORT_FILE", "replaced")
    given = settings.Settings.model_construct(
        {"port", "allowed_origins", "graphiql"},
        port=1,
        allowed_origins=("https://a.example",),
        graphiql=False,
    )
    for name in ("PORT", "ALLOWED_ORIGINS", "GRAPHIQL"):
        monkeypatch.setenv(f"HUB_{name}", "")

    settings.hand_down(given)

    read = settings.load()
    assert (read.port, read.allowed_origins, read.graphiql) == (1, ("https://a.example",), False)


def test_misspelt_variables_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_PROT", "1")
    monkeypatch.setenv("HUB_PORT_FILE", "port")
    monkeypatch.setenv("HUB_XYZZY", "1")

    assert settings.unknown() == {"HUB_PROT": "HUB_PORT", "HUB_XYZZY": None}


def test_the_data_of_root_are_the_systems_and_those_of_others_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert settings.load().data_dir == Path("/var/lib/polo-hub")

    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert settings.load().data_dir.name == "polo-hub"
