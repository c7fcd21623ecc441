"""Log lines are JSON objects without anybody's data."""

import asyncio
import json
import logging
from collections.abc import Generator

import asyncpg
import pytest

from hub import logs
from hub.request_log import MOST_LINES, PAUSE_SECONDS, RequestLog

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def former_logging() -> Generator[None]:
    """Logging as it was before the test configured it."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)


def note(written: RequestLog, *, id: str = "0af7651916cd43dd", path: str = "/graphql") -> None:
    written.note(id, method="POST", path=path, status=200, milliseconds=1.5)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_has_its_own_fields(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    logs.request_id.set("0af7651916cd43dd")
    logging.getLogger("hub.some").info("%d rows", 3, extra={"area": "spaces"})
    logging.getLogger("hub.some").debug("not wanted")
    (line,) = lines(capsys)
    time = str(line.pop("time"))
    assert time.endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "hub.some",
        "message": "3 rows",
        "request_id": "0af7651916cd43dd",
        "area": "spaces",
    }


def test_an_incident_says_where_and_never_what(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    error = asyncpg.UniqueViolationError("Key (email)=(rossi@example.org) already exists.")
    error.constraint_name = "person_email"
    try:
        try:
            raise error
        except asyncpg.UniqueViolationError as cause:
            raise RuntimeError("rossi@example.org") from cause
    except RuntimeError as outer:
        incident = logs.incident(outer)
    captured = capsys.readouterr().out
    assert "rossi" not in captured
    line = json.loads(captured)
    assert line["incident"] == incident
    outermost, first = line["errors"]
    assert outermost["type"] == "builtins.RuntimeError"
    assert outermost["frames"][0].endswith("test_an_incident_says_where_and_never_what")
    assert first["type"] == "asyncpg.exceptions.UniqueViolationError"
    assert (first["sqlstate"], first["constraint_name"]) == ("23505", "person_email")


async def test_the_line_of_a_request(capsys: pytest.CaptureFixture[str]) -> None:
    written = RequestLog("json")
    note(written, path='/"\n')
    written.flush()
    (line,) = lines(capsys)
    assert str(line.pop("time")).endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "hub.request",
        "message": "request",
        "request_id": "0af7651916cd43dd",
        "method": "POST",
        "path": '/"\n',
        "status": 200,
        "milliseconds": 1.5,
    }


async def test_people_may_read_them_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text")
    logging.getLogger("hub.some").warning("careful")
    written = RequestLog("text")
    note(written)
    written.flush()
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("WARNING hub.some: careful")
    assert second.endswith("INFO hub.request: POST /graphql 200 1.5 0af7651916cd43dd")


def test_the_server_does_not_log_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    logging.getLogger("uvicorn.access").info("GET /graphql?query={secret}")
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 1)
    (line,) = lines(capsys)
    assert line["message"] == "Started server process [1]"
    assert not logging.getLogger("uvicorn.access").hasHandlers()


async def test_lines_of_requests_are_written_some_at_a_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    written = RequestLog("json")
    note(written)
    note(written, id="0af7651916cd43de")
    assert lines(capsys) == []
    await asyncio.sleep(2 * PAUSE_SECONDS)
    ids = [line["request_id"] for line in lines(capsys)]
    assert ids == ["0af7651916cd43dd", "0af7651916cd43de"]


async def test_many_lines_do_not_wait(capsys: pytest.CaptureFixture[str]) -> None:
    written = RequestLog("json")
    for _ in range(MOST_LINES + 1):
        note(written)
    assert len(lines(capsys)) == MOST_LINES
    written.flush()
    assert len(lines(capsys)) == 1
