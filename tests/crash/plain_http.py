"""The least of HTTP: requests one after the other over one connection, which cost next to nothing.

Who measures a hub from the same machine takes its time away from it; a whole client takes more for
a request than the hub does to refuse it.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

LENGTH = b"content-length:"


@dataclass
class PlainHttp:
    """A hub, asked over one connection that is made when it is needed; fails as httpx does."""

    base_url: str
    token: str
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(
        default=None, init=False
    )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._close()

    async def post(self, path: str, *, json: Any, timeout: float) -> httpx.Response:  # noqa: ASYNC109 - as httpx has it
        request = self._written(path, json)
        try:
            async with asyncio.timeout(timeout):
                return await self._answered(request)
        except TimeoutError as error:
            self._close()
            raise httpx.ReadTimeout("No answer in time.") from error
        except (OSError, asyncio.IncompleteReadError) as error:
            self._close()
            raise httpx.RemoteProtocolError("The connection was cut.") from error

    async def _answered(self, request: bytes) -> httpx.Response:
        reader, writer = await self._connected()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        (length,) = (line[len(LENGTH) :] for line in lines if line.startswith(LENGTH))
        body = await reader.readexactly(int(length))
        if b"connection: close" in lines:
            self._close()
        return httpx.Response(int(lines[0].split()[1]), content=body)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            place = urlsplit(self.base_url)
            try:
                self._streams = await asyncio.open_connection(place.hostname, place.port)
            except OSError as error:
                raise httpx.ConnectError("Nobody listens.") from error
        return self._streams

    def _written(self, path: str, wish: Any) -> bytes:
        body = json.dumps(wish).encode()
        lines = (
            f"POST {path} HTTP/1.1",
            f"Host: {urlsplit(self.base_url).netloc}",
            "Accept: application/graphql-response+json",
            "Content-Type: application/json",
            f"Authorization: Bearer {self.token}",
            f"Content-Length: {len(body)}",
        )
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def _close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
