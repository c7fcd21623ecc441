"""A program that a test stops: a server that says at /ready whether it is about to stop."""

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from hub.web.drain import drained

SECONDS = 1.0


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncGenerator[None]:
    def begin() -> None:
        app.state.is_draining = True

    app.state.is_draining = False
    with drained(begin, SECONDS):
        sys.stdout.write("!")
        sys.stdout.flush()
        yield


async def ready(request: Request) -> Response:
    return PlainTextResponse("", 503 if request.app.state.is_draining else 200)


if __name__ == "__main__":
    app = Starlette(routes=[Route("/ready", ready)], lifespan=lifespan)
    uvicorn.run(app, port=int(sys.argv[1]), log_level="critical", http="httptools", loop="uvloop")
