"""The GraphQL endpoint, after the GraphQL-over-HTTP specification, as plain ASGI messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from starlette.types import Receive, Scope, Send

from hub import clock
from hub.actor import Viewer
from hub.messages import language_of
from hub.purse import FREE, Purse
from hub.settings import Settings
from hub.time_limit import TimeLimit
from hub.web import refusals
from hub.web.answers import send_answer, send_refusal
from hub.web.bodies import ClientGone, read_body
from hub.web.budget import Budget
from hub.web.callers import Callers
from hub.web.live.stream import answer_stream, caller_of
from hub.web.negotiation import JSON, answer_type, require_json, require_plain, wants_stream
from hub.web.origins import NOTHING, Origins
from hub.web.parameters import Parameters, from_address, from_body, require_no_token
from hub.web.refusals import Headers, Refused, method_not_allowed, over_limit
from hub.web.uploads import Uploads, is_upload, read_upload

METHODS = "GET, HEAD, POST, OPTIONS"
READING = frozenset({"GET", "HEAD"})


class Answer(Protocol):
    """A GraphQL response: its status, and its JSON as bytes."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...


class Ask(Protocol):
    """What answers: the schema at work, which this package does not know.

    It knows what an answer costs, and takes it from the viewer's purse before it asks anything of
    the database.
    """

    async def __call__(
        self, parameters: Parameters, viewer: Viewer, /, *, queries_only: bool
    ) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What the endpoint works with while the hub is open."""

    ask: Ask
    callers: Callers
    time: TimeLimit
    budget: Budget
    uploads: Uploads = field(default_factory=Uploads)


class GraphQLEndpoint:
    """Answers requests; what it knows of one is in its scope."""

    def __init__(self, settings: Settings) -> None:
        self._origins = Origins(settings.allowed_origins)
        self._most_bytes = settings.max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        shared = NOTHING
        try:
            shared = self._origins.admit(headers)
            if scope["method"] == "OPTIONS":
                preflight = self._origins.preflight(shared, METHODS)
                return await send_answer(send, 204, headers=preflight, body=None)
            accept = headers.get(b"accept", b"")
            if b"event-stream" in accept and wants_stream(accept):
                return await self._stream(scope, receive, send, shared=shared)
            media = answer_type(accept)
            if is_upload(headers):
                answer = await self._answer_upload(scope, receive, headers)
            else:
                answer = await self._answer(scope, receive, headers)
        except ClientGone:
            return None
        except Exception as error:  # noqa: BLE001 - the edge: whatever happened is answered
            return await send_refusal(send, refusals.of(error), shared)
        status = answer.status
        fields = [(b"content-type", media), *shared]
        if status == 400 and media is JSON:
            status = 200  # older clients read the body under no other
        elif status == 405:
            fields.append((b"allow", b"POST, OPTIONS"))
        return await send_answer(send, status, headers=fields, body=answer.body)

    async def _stream(self, scope: Scope, receive: Receive, send: Send, *, shared: Headers) -> None:
        """Answer again and again; whatever is refused before the first byte is raised."""
        caller = caller_of(scope)
        caller.desk.budget.admit(scope)
        parameters = None
        try:
            with caller.desk.time.held():
                parameters = await self._parameters(scope, receive, caller.headers)
            await answer_stream(parameters, caller, receive=receive, send=send, shared=shared)
        except TimeoutError as error:
            late = refusals.slow_body if parameters is None else refusals.slow_answer
            raise late(caller.desk.time.seconds) from error
        except Refused:
            await caller.desk.budget.charge_refused(scope, None)
            raise

    async def _answer_upload(
        self, scope: Scope, receive: Receive, headers: Mapping[bytes, bytes]
    ) -> Answer:
        desk: Desk = scope["state"]["desk"]
        with desk.uploads.place():
            return await self._answer(scope, receive, headers, time=desk.uploads.time)

    async def _answer(
        self,
        scope: Scope,
        receive: Receive,
        headers: Mapping[bytes, bytes],
        *,
        time: TimeLimit | None = None,
    ) -> Answer:
        desk: Desk = scope["state"]["desk"]
        time = time or desk.time
        now = clock.now()
        desk.budget.admit(scope)
        purse: Purse | None = None
        parameters = answer = None
        try:
            with time.held():
                parameters = await self._parameters(scope, receive, headers)
                actor = await desk.callers.actor(headers, scope["method"], now)
                purse = FREE  # whoever it is: from here on, it is not a stranger who pays
                purse = desk.budget.of(actor, scope)
                language = language_of(headers.get(b"accept-language", b""))
                today = clock.day_of(now)
                viewer = Viewer(now, today, actor, language, purse)
                reads_only = scope["method"] in READING
                answer = await desk.ask(parameters, viewer, queries_only=reads_only)
                return answer
        except TimeoutError as error:
            if parameters is None:
                raise refusals.slow_body(time.seconds) from error
            raise refusals.slow_answer(time.seconds) from error
        finally:
            if answer is None or answer.status != 200:
                await desk.budget.charge_refused(scope, purse)

    async def _parameters(
        self, scope: Scope, receive: Receive, headers: Mapping[bytes, bytes]
    ) -> Parameters:
        query_string: bytes = scope["query_string"]
        if len(query_string) > self._most_bytes:
            message = "The address has {measured} bytes, at most {limit} are allowed: use POST."
            raise over_limit(
                414, "URI_TOO_LONG", message, limit=self._most_bytes, measured=len(query_string)
            )
        if scope["method"] in READING:
            return from_address(query_string)
        if scope["method"] != "POST":
            raise method_not_allowed(METHODS)
        if query_string:
            require_no_token(query_string)
        if is_upload(headers):
            await self._require_somebody(scope, headers)
            return await read_upload(receive, headers, self._most_bytes)
        require_json(headers.get(b"content-type", b""))
        require_plain(headers.get(b"content-encoding", b""))
        return from_body(await read_body(receive, headers, self._most_bytes))

    async def _require_somebody(self, scope: Scope, headers: Mapping[bytes, bytes]) -> None:
        """Nobody sends megabytes before it is known who they are."""
        desk: Desk = scope["state"]["desk"]
        actor = await desk.callers.actor(headers, scope["method"], clock.now())
        if actor.name is None:
            raise Refused(401, "UNAUTHENTICATED", "Sign in, or send an API token, to send a file.")
