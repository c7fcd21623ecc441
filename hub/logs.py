"""Logs: one JSON object a line on stdout, without personal data, queries or tokens."""

import json
import logging
import secrets
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal

Form = Literal["json", "text"]

logger = logging.getLogger(__name__)

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that this task serves; each line says it."""

ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}
"""What every record has; anything else on one is a field of its own."""
TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
MOST_FRAMES = 20
ENCODER = json.JSONEncoder(default=str, ensure_ascii=False)


def configure(level: str, form: Form) -> None:
    """Send the logs of the hub and of its server to stdout, as JSON or as text for people."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(TEXT))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    # Below this it says each statement with its values, which are people's.
    logging.getLogger("tortoise").setLevel(logging.INFO)
    # It tells all values of a statement, e-mail addresses among them.
    logging.getLogger("tortoise.db_client").setLevel(max(logging.INFO, root.level))
    # Nothing that is logged says these, and to find them out takes time in each request.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    # Its lines quote addresses, which hold the text of queries: the hub writes its own.
    access = logging.getLogger("uvicorn.access")
    access.handlers, access.propagate = [], False


def incident(error: BaseException) -> str:
    """Log a bug once; the id by which the log and the client speak of it."""
    id = secrets.token_hex(8)
    logger.error("internal error", exc_info=error, extra={"incident": id})
    return id


class JsonLines(logging.Formatter):
    """A record as one line of JSON: what is always there first, then its own fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (id := request_id.get()) is not None:
            line["request_id"] = id
        for name in sorted(record.__dict__.keys() - ORDINARY):
            line[name] = record.__dict__[name]
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = [_described(error) for error in _chain(record.exc_info[1])]
        return ENCODER.encode(line)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, the outermost first."""
    current: BaseException | None = error
    while current is not None:
        yield current
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)


def _described(error: BaseException) -> dict[str, object]:
    """Where an error arose and of which kind; never its words, which quote values."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    described: dict[str, object] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    for name in ("sqlstate", "constraint_name"):
        if (value := getattr(error, name, None)) is not None:
            described[name] = value
    return described
