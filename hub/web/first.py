"""The way of nearly every request: ahead of the router, which is for the few other pages."""

from starlette.types import ASGIApp, Receive, Scope, Send


class First:
    """ASGI middleware that answers one address itself and hands on all others."""

    def __init__(self, app: ASGIApp, *, path: str, endpoint: ASGIApp, socket: ASGIApp) -> None:
        self._app = app
        self._path = path
        self._endpoint = endpoint
        self._socket = socket

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = scope["type"]
        if kind == "lifespan" or scope["path"] != self._path:
            await self._app(scope, receive, send)
        else:
            await (self._endpoint if kind == "http" else self._socket)(scope, receive, send)
