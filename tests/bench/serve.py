"""A server to compare the hub with, as a process of its own: `python -m tests.bench.serve`."""

import argparse
import json

import uvicorn
from starlette.applications import Starlette

from tests.bench import handwritten, usual
from tests.bench.cast import Cast


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=("handwritten", "usual"))
    parser.add_argument("--url", required=True)
    parser.add_argument("--cast", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--pool-size", type=int, required=True)
    given = parser.parse_args()
    uvicorn.run(
        _app(given),
        host="127.0.0.1",
        port=given.port,
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
        server_header=False,
    )


def _app(given: argparse.Namespace) -> Starlette:
    if given.kind == "usual":
        return usual.create_app(given.url, pool_size=given.pool_size)
    cast = Cast.of(json.loads(given.cast))
    return handwritten.create_app(given.url, cast, pool_size=given.pool_size)


if __name__ == "__main__":
    main()
