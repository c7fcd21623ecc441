"""Forms as browsers send them: only from a page of the hub, and no more than they hold."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from hub.contacts import is_own_path
from hub.web.bodies import read_body
from hub.web.origins import require_own
from hub.web.refusals import Refused, bad_request, slow_body
from hub.web.site.desk import site_of

MOST_BYTES = 16 * 1024
MOST_FIELDS = 30
FORM = b"application/x-www-form-urlencoded"


Given = Mapping[str, str]


async def read(request: Request) -> Given:
    """The fields of a form; of one that is given twice, the last.

    Raises Refused for a form that another site sent: the browser would send the cookie along.
    """
    headers = dict(request.scope["headers"])
    require_own(headers, request.method)
    if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != FORM:
        raise Refused(415, "UNSUPPORTED_MEDIA_TYPE", "Send the form as a browser does.")
    time = site_of(request).time
    try:
        with time.held():
            body = await read_body(request.receive, headers, MOST_BYTES)
    except TimeoutError as error:
        raise slow_body(time.seconds) from error
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise bad_request("The form cannot be read.") from error
    return {name: value.replace("\0", "") for name, value in pairs}


def local(target: str, *, otherwise: str = "/") -> str:
    """A path of this hub to go on to, or the other one: nobody is led elsewhere."""
    return target if is_own_path(target) else otherwise
