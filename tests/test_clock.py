"""The time can be held still, days are those of Cremona, and keys sort by their making."""

import threading
from datetime import UTC, date, datetime

import pytest

from hub import clock, ids


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_a_day_begins_at_midnight_in_cremona() -> None:
    with clock.freeze(datetime(2026, 6, 30, 22, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 1)
    with clock.freeze(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 31)


def test_held_time_holds_in_all_threads_until_it_is_let_go() -> None:
    seen: list[datetime] = []
    with clock.freeze(datetime(2026, 1, 1, 13, tzinfo=clock.ROME)):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
        with clock.freeze(datetime(2027, 1, 1, tzinfo=UTC)):
            assert clock.now().year == 2027
        assert clock.now() == datetime(2026, 1, 1, 12, tzinfo=UTC)

    assert seen == [datetime(2026, 1, 1, 12, tzinfo=UTC)]
    assert clock.now() != seen[0]


def test_a_time_without_a_zone_is_refused() -> None:
    with (
        pytest.raises(ValueError, match="naive"),
        clock.freeze(datetime(2026, 1, 1)),  # noqa: DTZ001
    ):
        pass


def test_keys_are_of_version_seven_and_grow() -> None:
    keys = [ids.uuid7() for _ in range(10_000)]

    assert keys == sorted(set(keys))
    assert {(key.version, key.variant) for key in keys} == {(7, "specified in RFC 4122")}


def test_keys_tell_the_time_and_grow_also_when_it_steps_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ahead = clock.nanoseconds() + 3_600_000_000_000
    monkeypatch.setattr(clock, "nanoseconds", lambda: ahead)
    first = ids.uuid7()
    monkeypatch.setattr(clock, "nanoseconds", lambda: ahead - 60_000_000_000)
    second = ids.uuid7()

    assert first.int >> 80 == ahead // 1_000_000
    assert second > first
