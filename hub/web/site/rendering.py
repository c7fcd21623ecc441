"""Pages from templates: in the language of whoever asks, without scripts, kept by nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from hub.errors import Refusal
from hub.messages import Tongue, language_of, message

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
COOKIE = "language"
YEAR = 365 * 24 * 3600
SENTENCES = {
    403: "This form was not sent from a page of the hub: open the page again, and repeat it there.",
    413: "What was sent is too large.",
    503: "The hub's database does not answer at the moment: try again shortly.",
}
TONGUES: dict[str, Tongue] = {"it": "it", "en": "en"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says sentences in the language of a page."""

    language: Tongue

    def __call__(self, sentence: str, /, **values: object) -> str:
        return message(sentence, self.language, **values)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is wrong, and with which field of a form, if with any."""

    message: str
    field: str | None = None


def language(request: Request) -> Tongue:
    """The language that was chosen on a page, else the one that the browser asks for."""
    chosen = request.query_params.get(COOKIE) or request.cookies.get(COOKIE, "")
    accepted = request.headers.get("accept-language", "")
    return TONGUES.get(chosen) or language_of(accepted)


def page(
    request: Request,
    name: str,
    *,
    title: str,
    status: int = 200,
    problems: Iterable[Refusal] = (),
    notice: str = "",
    **values: Any,
) -> Response:
    """A page from the template of this name; `title` is the sentence of its heading."""
    say = Speaker(language(request))
    told = [_shown(problem, say) for problem in problems]
    body = (
        _templates()
        .get_template(f"{name}.html")
        .render(
            say=say, title=say(title), problems=told, notice=say(notice) if notice else "", **values
        )
    )
    headers = {
        "content-security-policy": POLICY,
        "content-language": say.language,
        "cache-control": "no-store",
        "vary": "Accept-Language, Cookie",
    }
    response = Response(body, status_code=status, headers=headers, media_type="text/html")
    if request.query_params.get(COOKIE) in TONGUES:
        response.set_cookie(COOKIE, say.language, max_age=YEAR, httponly=True, samesite="lax")
    return response


def failed(request: Request, status: int) -> Response:
    """The page that says that something did not work, and what to do."""
    sentence = SENTENCES.get(status, "This did not work: try again, or tell the front desk.")
    return page(
        request, "message", title="Something went wrong", status=status, notice=sentence, way=""
    )


def _shown(problem: Refusal, say: Speaker) -> Shown:
    field = str(problem.path[-1]) if problem.path else None
    return Shown(say(problem.sentence, **problem.values), field)


@cache
def _templates() -> "Environment":
    """The templates, read when the first page is asked for."""
    # It takes two megabytes, and some processes never show a page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
