"""An identity provider of the tests' own, over real HTTP, that does all as it should until it lies."""

import asyncio
import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode

from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey
from joserfc.jws import JWSRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from hub import clock
from tests.web.door import served

CLIENT_ID = "hub id"
CLIENT_SECRET = "s3cret: +%"  # noqa: S105 - with what must be encoded
REGISTRY = JWSRegistry(algorithms=["RS256", "ES256", "PS256", "HS256", "ES384"])
LEFT_OUT = object()
"""As the value of a lie: say nothing at all."""

Lie = Callable[[], Response]


@cache
def rsa_key(kid: str, bits: int = 2048) -> RSAKey:
    return RSAKey.generate_key(bits, {"kid": kid, "use": "sig"})


@cache
def ec_key(kid: str, curve: str = "P-256") -> ECKey:
    return ECKey.generate_key(curve, {"kid": kid, "use": "sig"})


@dataclass
class Provider:
    """What it says, which a test may change, and what it was asked."""

    issuer: str = ""
    keys: list[Key] = field(default_factory=lambda: [rsa_key("one")])
    algorithm: str = "RS256"
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "rossi", "email": "rossi@example.org"}
    )
    discovery: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    jwks: object = None
    """Instead of its keys."""
    forge: Callable[[str], object] = str
    """Makes another token of the right one."""
    client_key: Key = field(default_factory=lambda: ec_key("hub"))
    """Of the hub, for `private_key_jwt`."""
    signing_key: Key | None = None
    """Another one than the first of its keys."""
    instead: dict[str, Lie] = field(default_factory=dict)
    """Answers of an endpoint, by its path, that are no answers."""
    asked: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    """Secrets that it gave: codes and tokens."""
    delay_seconds: float = 0

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._asked(self._discovery)),
                Route("/authorize", self._asked(self._authorize)),
                Route("/token", self._asked(self._token), methods=["POST"]),
                Route("/jwks", self._asked(self._jwks)),
                Route("/userinfo", self._asked(self._userinfo)),
            ]
        )

    def id_token(self, request: dict[str, str], access_token: str) -> str:
        now = int(clock.now().timestamp())
        digest = hashlib.sha256(access_token.encode()).digest()[:16]
        claims = {
            "iss": self.issuer,
            "aud": request["client_id"],
            "iat": now,
            "exp": now + 300,
            "nonce": request["nonce"],
            "at_hash": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "email_verified": True,
            **self.person,
        }
        key = self.signing_key or self.keys[0]
        header = _lying({"alg": self.algorithm, "kid": key.kid}, self.header)
        return jwt.encode(header, _lying(claims, self.claims), key, registry=REGISTRY)

    def _asked(self, endpoint: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def answered(request: Request) -> Response:
            self.asked.append(request.url.path)
            if lie := self.instead.get(request.url.path):
                await asyncio.sleep(self.delay_seconds)
                return lie()
            response: Response = await endpoint(request)
            return response

        return answered

    async def _discovery(self, _: Request) -> Response:
        document = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }
        if self.userinfo is not None:
            document["userinfo_endpoint"] = f"{self.issuer}/userinfo"
        return JSONResponse(_lying(document, self.discovery))

    async def _authorize(self, request: Request) -> Response:
        """Somebody signs in at once."""
        asked = dict(request.query_params)
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked
        self.given.append(code)
        answer = {"code": code, "state": asked["state"], "iss": self.issuer}
        told = urlencode(_lying(answer, self.answer))
        return RedirectResponse(f"{asked['redirect_uri']}?{told}", status_code=302)

    async def _token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        self.forms.append(form)
        if not self._knows(request.headers.get("authorization", ""), form):
            return _error("invalid_client", 401)
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return _error("invalid_grant")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (challenge, "S256") != (asked["code_challenge"], asked["code_challenge_method"]):
            return _error("invalid_grant")
        access_token = secrets.token_urlsafe(24)
        tokens = {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.forge(self.id_token(asked, access_token)),
        }
        self.given += [access_token, str(tokens["id_token"])]
        return JSONResponse(_lying(tokens, self.tokens))

    async def _jwks(self, _: Request) -> Response:
        told = [key.as_dict(private=False) for key in self.keys]
        return JSONResponse({"keys": told if self.jwks is None else self.jwks})

    async def _userinfo(self, request: Request) -> Response:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.given:
            return _error("invalid_token", 401)
        return JSONResponse(self.userinfo)

    def _knows(self, authorization: str, form: dict[str, str]) -> bool:
        scheme, _, text = authorization.partition(" ")
        if scheme == "Basic":
            id, _, secret = base64.b64decode(text).decode().partition(":")
            return (unquote_plus(id), unquote_plus(secret)) == (CLIENT_ID, CLIENT_SECRET)
        if assertion := form.get("client_assertion"):
            claims = jwt.decode(assertion, self.client_key, registry=REGISTRY).claims
            return (claims["sub"], claims["aud"]) == (CLIENT_ID, f"{self.issuer}/token")
        return (form.get("client_id"), form.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)


@contextmanager
def running(**given: Any) -> Generator[Provider]:
    """A provider behind a server of its own."""
    provider = Provider(**given)
    with served(provider.app()) as port:
        provider.issuer = f"http://127.0.0.1:{port}"
        yield provider


def unsigned(token: str, **header: str) -> str:
    """The token with another header, and without a signature."""
    _, payload, _ = token.split(".")
    return f"{encoded(header)}.{payload}."


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _lying(truth: dict[str, Any], lies: dict[str, Any]) -> dict[str, Any]:
    told = {**truth, **lies}
    return {name: value for name, value in told.items() if value is not LEFT_OUT}


def _error(code: str, status: int = 400) -> Response:
    return JSONResponse({"error": code, "error_description": "no"}, status_code=status)
