"""The application: what the settings, the database, the schema and the door make together."""

import gc
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from types import ModuleType
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from hub import embedded, keys, logs, migrate, settings
from hub.accounts.retention import tidying
from hub.accounts.sessions import Terms
from hub.actor import Viewer
from hub.database import connected
from hub.hearing import Hearing, hearing
from hub.keys import Keys
from hub.mail.handlers import handlers
from hub.read_pool import ReadPool
from hub.record.delivering import delivering
from hub.request_log import RequestLog
from hub.settings import Settings
from hub.spaces.lapsing import telling_lapses
from hub.spaces.news import telling
from hub.time_limit import TimeLimit
from hub.web import graphiql_files, health, pages, tokens_endpoint
from hub.web.budget import budgets
from hub.web.calendar import CalendarDesk, CalendarEndpoint
from hub.web.callers import CHANNEL, Callers
from hub.web.drain import drained
from hub.web.envelope import Envelope
from hub.web.export_desk import ExportDesk, Walk
from hub.web.exporting import ExportEndpoint
from hub.web.first import First
from hub.web.graphql import Desk, GraphQLEndpoint
from hub.web.health import Readiness
from hub.web.live.desk import LiveDesk
from hub.web.live.handshake import SocketEndpoint
from hub.web.negotiation import GRAPHQL
from hub.web.parameters import Parameters
from hub.web.refusals import Refused
from hub.web.site import routes as site
from hub.web.site.desk import Site
from hub.web.tokens_endpoint import TokensDesk
from schema import engine, exporting, schema
from schema.limits import Limits
from schema.snapshot import SNAPSHOT, changes, written
from schema.subscribing import Subscribing

COLLECT_AFTER = 25_000
"""New objects before Python looks for circles among them; a request makes some hundreds."""


def application() -> Starlette:
    """The application as the environment sets it up, in a process of its own."""
    chosen = settings.load()
    logs.configure(chosen.log_level, chosen.log_format)
    return create_app(chosen)


def create_app(settings: Settings) -> Starlette:
    """The application; it opens the database when its lifespan begins."""
    log = _request_log(settings)
    app = Starlette(
        routes=_routes(settings),
        middleware=[
            Middleware(Envelope, is_https=settings.https_only, log=log),
            Middleware(
                First,
                path="/graphql",
                endpoint=GraphQLEndpoint(settings),
                socket=SocketEndpoint(settings),
            ),
        ],
        exception_handlers={HTTPException: _explained},
        lifespan=partial(_open, settings, log),
    )
    # To where a redirect leads the client's own Host header would say, and not over which scheme.
    app.router.redirect_slashes = False
    return app


def schema_text() -> str:
    """The GraphQL schema in its definition language."""
    return written(schema)


def schema_snapshot() -> Path:
    """The file of the schema as it was last reviewed."""
    return SNAPSHOT


def schema_changes(former: str) -> tuple[list[str], list[str]]:
    """What breaks clients that were built against `former`, and what may surprise them."""
    return changes(schema, former)


def _routes(settings: Settings) -> list[BaseRoute]:
    return [
        Route("/livez", health.livez),
        Route("/readyz", health.readyz),
        *(graphiql_files.routes() if settings.graphiql else []),
        Route("/schema.graphql", pages.text(SNAPSHOT.read_text(encoding="utf-8"))),
        Route("/", pages.welcome(has_graphiql=settings.graphiql)),
        Route("/export", ExportEndpoint(settings)),
        Route("/calendar/{token}.ics", CalendarEndpoint()),
        *site.routes(),
        *tokens_endpoint.routes(settings),
        *(_oidc().routes() if settings.oidc else []),
    ]


@asynccontextmanager
async def _open(
    settings: Settings, log: RequestLog | None, _: Starlette
) -> AsyncGenerator[dict[str, Any]]:
    """Open what requests need, which they find in the state of their scope."""
    async with AsyncExitStack() as stack:
        if log is not None:
            stack.callback(log.flush)
        url = stack.enter_context(embedded.database_url(settings))
        seconds = settings.statement_seconds
        writes = connected(
            url,
            pool_size=settings.write_pool_size,
            acquire_seconds=settings.acquire_seconds,
            statement_seconds=seconds,
        )
        await stack.enter_async_context(writes)
        reads = await stack.enter_async_context(
            ReadPool(
                url,
                size=settings.read_pool_size,
                acquire_seconds=settings.acquire_seconds,
                statement_seconds=seconds,
            )
        )
        held = keys.load(settings)
        budget = await stack.enter_async_context(budgets(settings, url, held))
        answers = engine.Engine(schema, reads, limits=_limits(settings), keys=held)
        readiness = Readiness(reads, partial(migrate.pending, url))
        stack.enter_context(_settled_memory())
        time = TimeLimit(settings.request_seconds)
        terms = Terms.of(settings)
        callers = Callers(reads, terms, is_https=settings.https_only)
        ears = await stack.enter_async_context(_beside(settings, url, held, callers=callers))
        desk = Desk(answers.answer, callers, time, budget)
        live = await stack.enter_async_context(_live(answers, reads, ears, beside=desk))
        stack.enter_context(drained(partial(_drain, readiness, live), settings.drain_seconds))
        providers = _oidc_desk(settings, stack) if settings.oidc else None
        yield {
            "desk": desk,
            "exports": ExportDesk(_exporting(answers), callers, time, budget),
            "calendars": CalendarDesk(reads, held, time, budget),
            "live": live,
            "readiness": readiness,
            "oidc": providers,
            "tokens": TokensDesk(held, terms, callers, time),
            "site": Site(
                held,
                terms,
                callers,
                time,
                is_https=settings.https_only,
                providers=settings.oidc,
                has_graphiql=settings.graphiql,
            ),
        }


@asynccontextmanager
async def _beside(
    settings: Settings, url: str, held: Keys, *, callers: Callers
) -> AsyncGenerator[Hearing]:
    """What is done beside the requests: hearing of changes, sending mails, tidying up."""
    async with (
        hearing(url, name="hub hears") as ears,
        delivering(url, handlers(settings, held), ears),
        tidying(held),
    ):
        with ears.subscribed(CHANNEL, callers.hear):
            yield ears


@asynccontextmanager
async def _live(
    answers: engine.Engine, reads: ReadPool, ears: Hearing, *, beside: Desk
) -> AsyncGenerator[LiveDesk]:
    """What connections that last work with, beside the desk of single requests."""
    async with telling_lapses(), telling(reads, ears) as news:
        begin = Subscribing(answers, news).begin
        live = LiveDesk(begin, beside.callers, beside.time, beside.budget)
        with ears.subscribed(CHANNEL, live.hear):
            yield live


def _drain(readiness: Readiness, live: LiveDesk) -> None:
    """Say that the process is about to stop; called where a signal arrives."""
    readiness.drain()
    live.stop()


def _oidc() -> ModuleType:
    # Only hubs with a provider need it, and it takes megabytes of each process.
    from hub.web import oidc

    return oidc


def _oidc_desk(settings: Settings, stack: AsyncExitStack) -> Any:
    # As above.
    from hub.web.oidc_desk import Desk as Providers

    providers = Providers.of(settings.oidc, settings.base_url)
    stack.push_async_callback(providers.close)
    return providers


def _exporting(answers: engine.Engine) -> Callable[[Parameters, Viewer], Walk | engine.Answer]:
    """The engine, as exports ask it."""

    def begin(parameters: Parameters, viewer: Viewer) -> Walk | engine.Answer:
        request = engine.Request(parameters.query, parameters.operation_name, parameters.variables)
        return exporting.begin(answers, request, viewer)

    return begin


def _request_log(settings: Settings) -> RequestLog | None:
    return RequestLog(settings.log_format) if settings.log_level in {"DEBUG", "INFO"} else None


def _limits(settings: Settings) -> Limits:
    return Limits(
        tokens=settings.max_tokens,
        depth=settings.max_depth,
        aliases=settings.max_aliases,
        root_fields=settings.max_root_fields,
        directives=settings.max_directives,
        cost=settings.max_cost,
    )


@contextmanager
def _settled_memory() -> Generator[None]:
    """Spare the collector what stays for ever: modules, the schema, the models."""
    former = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, *former[1:])
    try:
        yield
    finally:
        gc.set_threshold(*former)
        gc.unfreeze()


async def _explained(_: Request, error: Exception) -> Response:
    """What the router refuses, in the same shape as everything that is refused."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    message = error.detail if isinstance(error, HTTPException) else "Internal error"
    headers = dict(getattr(error, "headers", None) or {})
    if status == 404:
        message = "There is nothing at this address; GraphQL is asked at /graphql."
    refused = Refused(status, HTTPStatus(status).name, message)
    return Response(
        refused.body,
        status_code=status,
        headers={"cache-control": "no-store", **headers},
        media_type=GRAPHQL.decode(),
    )
