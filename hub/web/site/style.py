"""The style sheet of the pages."""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

CONTENT = (Path(__file__).parent / "site.css").read_bytes()
ETAG = f'"{hashlib.sha256(CONTENT).hexdigest()[:32]}"'


async def style(request: Request) -> Response:
    """The same for everybody; who has it already is told so."""
    headers = {"etag": ETAG, "cache-control": "public, max-age=3600"}
    if request.headers.get("if-none-match") == ETAG:
        return Response(status_code=304, headers=headers)
    return Response(CONTENT, headers=headers, media_type="text/css")
