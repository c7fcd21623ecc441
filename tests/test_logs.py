"""Log lines are JSON objects without anybody's data."""

import json
import logging
from collections.abc import Generator

import asyncpg
import pytest

from hub import logs


@pytest.fixture(autouse=True)
def former_logging() -> Generator[None]:
    """Logging as it was before the test configured it."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)


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


def test_the_line_of_a_request(capsys: pytest.CaptureFixture[str]) -> None:
    logs.request("json", "0af7651916cd43dd", method="POST", path='/"\n', status=200)
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
    }


def test_people_may_read_them_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text")
    logging.getLogger("hub.some").warning("careful")
    logs.request("text", "0af7651916cd43dd", method="POST", path="/graphql", status=200)
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("WARNING hub.some: careful")
    assert second.endswith("INFO hub.request: POST /graphql 200 0af7651916cd43dd")


def test_the_server_does_not_log_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    logging.getLogger("uvicorn.access").info("GET /graphql?query={secret}")
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 1)
    (line,) = lines(capsys)
    assert line["message"] == "Started server process [1]"
    assert not logging.getLogger("uvicorn.access").hasHandlers()
