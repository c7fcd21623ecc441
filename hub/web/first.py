"""The way of nearly every request: ahead of the router, which is for the few other pages."""

from starlette.types import ASGIApp, Receive, Scope, Send


class First:
    """ASGI middleware that answers one address itself and hands on all others."""

    def __init__(self, app: ASGIApp, *, path: str, endpoint: ASGIApp) -> None:
        self._app = app
        self._path = path
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_first = scope["type"] == "http" and scope["path"] == self._path
        await (self._endpoint if is_first else self._app)(scope, receive, send)
