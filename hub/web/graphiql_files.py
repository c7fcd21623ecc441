"""GraphiQL as it was bundled with the package, and the operations that it offers."""

from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from hub.web.operations import operations

BUNDLE = Path(__file__).parent / "static" / "graphiql"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:;"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FOREVER = "public, max-age=31536000, immutable"


def routes() -> list[BaseRoute]:
    files = Bundle(directory=BUNDLE, html=True, check_dir=False)

    async def page(request: Request) -> Response:
        if not (BUNDLE / "index.html").is_file():
            message = "GraphiQL was not bundled: install the hub with pip, which builds it."
            raise HTTPException(503, message)
        return await files.get_response("index.html", request.scope)

    return [
        Route("/graphiql", page),
        Route("/graphiql/operations.json", _operations),
        Mount("/graphiql", files),
    ]


class Bundle(StaticFiles):
    """The files of the bundle: names in assets/ hold a hash of their content, so they stay."""

    def file_response(self, full_path: Any, *args: Any, **named: Any) -> Response:
        response = super().file_response(full_path, *args, **named)
        is_hashed = Path(full_path).parent.name == "assets"
        response.headers["cache-control"] = FOREVER if is_hashed else "no-cache"
        response.headers["content-security-policy"] = POLICY
        return response


async def _operations(_: Request) -> Response:
    return JSONResponse(operations(), headers={"cache-control": "no-cache"})
