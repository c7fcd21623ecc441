"""The secret key: kept in a file that is made once, and looked at before it is believed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hub import keys, settings
from hub.errors import Misconfigured

PURPOSE = "a test"


@pytest.fixture(autouse=True)
def no_key_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUB_SECRET_KEY", raising=False)


def load(folder: Path) -> keys.Keys:
    return keys.load(settings.load(data_dir=folder))


def test_the_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = load(tmp_path / "new")

    assert load(tmp_path / "new").mac(PURPOSE, "x") == first.mac(PURPOSE, "x")
    assert [each.name for each in (tmp_path / "new").iterdir()] == [keys.FILE]
    assert (tmp_path / "new" / keys.FILE).stat().st_mode & 0o777 == 0o600


def test_all_that_start_at_once_have_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        held = list(pool.map(load, [tmp_path] * 8))

    assert len({each.mac(PURPOSE, "x") for each in held}) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"ab" * 31, b"ab" * 33, b"zz" * 32, "è".encode() * 32, b"\xff\x00"],
    ids=["empty", "short", "long", "no digits", "no ascii", "no text"],
)
def test_a_file_that_holds_no_key_is_not_believed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / keys.FILE).write_bytes(content)

    with pytest.raises(Misconfigured, match="does not hold the secret key: bring it back"):
        load(tmp_path)


def test_a_file_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "place").write_text("a file")

    with pytest.raises(Misconfigured, match="Set HUB_SECRET_KEY"):
        load(tmp_path / "place")


def test_what_was_encrypted_for_another_purpose_or_changed_is_not_read(tmp_path: Path) -> None:
    held = load(tmp_path)
    kept = held.encrypt(PURPOSE, "perché")

    assert held.decrypt(PURPOSE, kept) == "perché"
    assert held.decrypt("another", kept) is None
    assert held.decrypt(PURPOSE, kept[:-4] + "AAA=") is None


def test_no_two_lists_of_parts_come_to_the_same() -> None:
    held = keys.Keys(bytes(32))
    parts = [("ab",), ("a", "b"), ("", "ab"), ("ab", ""), ()]

    assert len({held.mac(PURPOSE, *each) for each in parts}) == len(parts)
    assert held.mac(PURPOSE, "1:a") != held.mac(f"{PURPOSE}1:a")
