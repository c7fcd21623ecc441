"""The wire to the database, which tests cut or hold up at the worst moment."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

from hub.cluster import PORT

CHUNK = 64 * 1024


class Cut(Exception):
    """The wire is cut: neither side hears any more of the other."""


@dataclass
class Wire:
    """Hands on what clients say, and what the server answers, as long as nothing is wrong."""

    url: str
    """Where clients connect."""
    flows: asyncio.Event = field(default_factory=asyncio.Event)
    cut_before: bytes | None = None
    """What the server never hears."""
    cut_after: bytes | None = None
    """What the server hears and answers, but nobody hears the answer."""
    hold_at: bytes | None = None
    """What stops the flow; it is heard when it flows again."""
    deaf: set[StreamWriter] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.flows.set()

    def fall_silent(self) -> None:
        """Hand on nothing more to those who are connected now, nor from them."""
        self.flows.clear()
        self.flows = asyncio.Event()
        self.flows.set()

    def hear(self, client: StreamWriter, said: bytes) -> None:
        """Let happen what a client's words lead to, each only once."""
        if self.cut_before and self.cut_before in said:
            self.cut_before = None
            raise Cut
        if self.cut_after and self.cut_after in said:
            self.cut_after = None
            self.deaf.add(client)
        if self.hold_at and self.hold_at in said:
            self.hold_at = None
            self.flows.clear()

    def answer(self, client: StreamWriter, _: bytes) -> None:
        if client in self.deaf:
            raise Cut


@asynccontextmanager
async def wire(url: str) -> AsyncGenerator[Wire]:
    """A wire to the database of the URL, whose end is a socket in a directory of its own."""
    with TemporaryDirectory(prefix="hub-") as place:
        async with _laid(url, Path(place)) as end:
            yield end


@asynccontextmanager
async def _laid(url: str, place: Path) -> AsyncGenerator[Wire]:
    parts = urlsplit(url)
    user, _, _ = parts.netloc.rpartition("@")
    end = Wire(parts._replace(netloc=f"{user}@", query=f"host={place}").geturl())
    talks: set[asyncio.Task[None]] = set()

    def begin(reader: StreamReader, writer: StreamWriter) -> None:
        talks.add(asyncio.create_task(_talk(end, url, (reader, writer))))

    server = await asyncio.start_unix_server(begin, place / f".s.PGSQL.{PORT}")
    try:
        yield end
    finally:
        server.close()
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


async def _talk(end: Wire, url: str, client: tuple[StreamReader, StreamWriter]) -> None:
    async with AsyncExitStack() as stack:
        stack.callback(client[1].close)
        server = await _reach(url)
        stack.callback(server[1].close)
        hear, answer = partial(end.hear, client[1]), partial(end.answer, client[1])
        flows = end.flows
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_hand_on(flows, client[0], server[1], notice=hear))
                both.create_task(_hand_on(flows, server[0], client[1], notice=answer))
        except* (Cut, OSError):
            pass


async def _hand_on(
    flows: asyncio.Event,
    reader: StreamReader,
    writer: StreamWriter,
    *,
    notice: Callable[[bytes], None],
) -> None:
    while said := await reader.read(CHUNK):
        notice(said)
        await flows.wait()
        writer.write(said)
        await writer.drain()
    raise Cut


async def _reach(url: str) -> tuple[StreamReader, StreamWriter]:
    parts = urlsplit(url)
    if parts.hostname:
        return await asyncio.open_connection(parts.hostname, parts.port or PORT)
    (directory,) = parse_qs(parts.query)["host"]
    return await asyncio.open_unix_connection(Path(directory) / f".s.PGSQL.{PORT}")
