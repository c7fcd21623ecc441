"""The few pages: where people and clients find what they look for, and the schema as text."""

import base64
import hashlib
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

STYLE = """
:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif; }
body { margin: 3rem auto; max-width: 38rem; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
section { margin-top: 2.5rem; }
a { text-underline-offset: 0.2em; }
a:focus-visible { outline: 3px solid; outline-offset: 3px; }
code { font-size: 0.95em; }
"""
PAGE = """<!doctype html>
<html lang="it">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hub · Polo Tecnologico di Cremona</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>Hub del Polo Tecnologico di Cremona</h1>
<section>
<p>Soci, start-up, spazi e progetti comuni del Polo, dietro un'unica API GraphQL.</p>
<ul>
{italian}
</ul>
</section>
<section lang="en">
<h2>In English</h2>
<p>Members, start-ups, spaces and joint projects of the park behind one GraphQL API.</p>
<ul>
{english}
</ul>
</section>
</main>
</body>
</html>
"""
GRAPHIQL = (
    '<li><a href="/graphiql">GraphiQL</a>: interrogare il hub dal browser</li>',
    '<li><a href="/graphiql">GraphiQL</a>: ask the hub from the browser</li>',
)
CLIENTS = (
    '<li>Per i programmi: <code>POST /graphql</code>, <a href="/schema.graphql">lo schema</a></li>',
    '<li>For programs: <code>POST /graphql</code>, <a href="/schema.graphql">the schema</a></li>',
)

Page = Callable[[Request], Awaitable[Response]]


def welcome(*, has_graphiql: bool) -> Page:
    """The page at the root, in Italian and English."""
    items = [GRAPHIQL, CLIENTS] if has_graphiql else [CLIENTS]
    italian, english = zip(*items, strict=True)
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    page = PAGE.format(style=STYLE, italian="\n".join(italian), english="\n".join(english))
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
    return _fixed(page.encode(), "text/html", {"content-security-policy": policy})


def text(content: str) -> Page:
    """A text that clients fetch, such as the schema."""
    return _fixed(content.encode(), "text/plain", {"access-control-allow-origin": "*"})


def _fixed(body: bytes, media_type: str, headers: dict[str, str]) -> Page:
    """Content that changes only with the release; who has it already is told so."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    shared = {**headers, "etag": etag, "cache-control": "no-cache"}

    async def page(request: Request) -> Response:
        known = request.headers.get("if-none-match", "")
        if etag in (tag.strip().removeprefix("W/") for tag in known.split(",")):
            return Response(status_code=304, headers=shared)
        return Response(body, headers=shared, media_type=media_type)

    return page
