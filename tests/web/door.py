"""The door alone, before an engine of the tests' own that answers by what it is asked."""

import asyncio
import re
import socket
import threading
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.actor import Viewer
from hub.errors import TimedOut, Unavailable
from hub.read_pool import ReadPool
from hub.request_log import RequestLog
from hub.settings import Settings
from hub.time_limit import TimeLimit
from hub.web.budget import UNLIMITED, Budget
from hub.web.callers import Callers
from hub.web.envelope import Envelope
from hub.web.graphql import Desk, GraphQLEndpoint
from hub.web.live.desk import LiveDesk
from hub.web.live.handshake import SocketEndpoint
from hub.web.parameters import Parameters
from hub.web.protocol import Protocol, SocketProtocol

ANSWERED = b'{"data":{"answered":true}}'
COST = re.compile(r"costs (\d+)")
COUNT = re.compile(r"count to (\d+)")
PROBLEMS = {"away": Unavailable("gone"), "stopped": TimedOut("late"), "bug": KeyError("Rossi")}
LOG: RequestLog | None = None
LARGEST_MESSAGE = 64 * 1024
NOWHERE = ReadPool("postgresql://nowhere")
"""Reads that are never opened: nothing here may reach the database."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


@dataclass
class Engine:
    """Answers everything, except for the words that it knows; remembers what it was asked."""

    asked: list[tuple[Parameters, Viewer]] = field(default_factory=list)

    async def __call__(
        self, parameters: Parameters, viewer: Viewer, *, queries_only: bool
    ) -> Answer:
        self.asked.append((parameters, viewer))
        if cost := COST.fullmatch(parameters.query):
            payment = viewer.purse.pay(int(cost[1]))
            if payment is not None:
                await payment
        if parameters.query in PROBLEMS:
            raise PROBLEMS[parameters.query]
        if parameters.query == "slow":
            await asyncio.sleep(60)
        if parameters.query == "invalid":
            return Answer(400, b'{"errors":[{"message":"invalid"}]}')
        if parameters.query == "mutation" and queries_only:
            return Answer(405, b'{"errors":[{"message":"mutation"}]}')
        return Answer(200, ANSWERED)


@dataclass(frozen=True, slots=True)
class Event:
    """One answer of a subscription."""

    cursor: str
    body: bytes


@dataclass
class Counting:
    """A subscription to numbers: as many as are said, and then it waits."""

    most: int
    after: int

    async def batches(self) -> AsyncGenerator[list[int], None]:
        for number in range(self.after + 1, self.most + 1):
            yield [number]
        await asyncio.Event().wait()

    async def answers(self, batch: list[int], viewer: Viewer) -> list[Event]:
        told = [b'{"data":{"number":%d}}' % number for number in batch]
        return [Event(str(number), body) for number, body in zip(batch, told, strict=True)]


@dataclass
class Begin:
    """Begins subscriptions that count, and lets the engine answer all else."""

    engine: Engine

    async def __call__(
        self,
        parameters: Parameters,
        viewer: Viewer,
        *,
        after: str | None = None,
        queries_only: bool = False,
    ) -> Any:
        if counted := COUNT.fullmatch(parameters.query):
            self.engine.asked.append((parameters, viewer))
            return Counting(int(counted[1]), int(after or 0))
        return await self.engine(parameters, viewer, queries_only=queries_only)


def door(
    engine: Engine, reads: ReadPool = NOWHERE, *, budget: Budget = UNLIMITED, **given: Any
) -> ASGIApp:
    """An application of the endpoint alone, in the state that a lifespan would leave."""
    settings = Settings(**given)
    inner = Starlette(
        routes=[
            Route("/graphql", GraphQLEndpoint(settings)),
            WebSocketRoute("/graphql", SocketEndpoint(settings)),
        ],
        middleware=[Middleware(Envelope, is_https=False, log=LOG)],
    )
    desk = Desk(engine, Callers(reads), TimeLimit(settings.request_seconds), budget)

    @cache
    def live() -> LiveDesk:
        return LiveDesk(Begin(engine), desk.callers, desk.time, budget)

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        await inner({**scope, "state": {"desk": desk, "live": live()}}, receive, send)

    return outer


@asynccontextmanager
async def client_of(app: ASGIApp) -> AsyncGenerator[httpx.AsyncClient]:
    """A client that calls the application without a network; a bug in it is an answer, too."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub.test") as client:
        yield client


@contextmanager
def served(app: ASGIApp) -> Generator[int]:
    """The application behind a real server, on the port that is given."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            app,
            http=Protocol,
            ws=SocketProtocol,
            ws_max_size=LARGEST_MESSAGE,
            lifespan="off",
            log_config=None,
            access_log=False,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            port: int = listener.getsockname()[1]
            yield port
        finally:
            server.should_exit = True
            thread.join()
