"""A mail server on loopback, which speaks TLS and asks for a password, and keeps what it gets."""

import ipaddress
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from hub import clock
from tests.hub_process import unused_port

USER, PASSWORD = "hub", "geheim"
HOST = "127.0.0.1"


class Keeper:
    """Takes mails, unless it is told what to answer instead."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.refusal = ""
        """What RCPT is answered with."""
        self.complaint = ""
        """What DATA is answered with."""

    async def handle_RCPT(  # noqa: N802 - the names and the form of the library
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as above
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        if self.complaint:
            return self.complaint
        self.envelopes.append(envelope)
        return "250 OK"


@contextmanager
def serving(keeper: Keeper, **options: Any) -> Generator[int]:
    """The port of a server that keeps what it gets."""
    port = unused_port()
    controller = Controller(keeper, hostname=HOST, port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def authenticated(_server: Any, _session: Any, _envelope: Any, _way: str, given: Any) -> AuthResult:
    is_right = isinstance(given, LoginPassword) and (given.login, given.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_right, handled=False)


def certificate(folder: Path) -> ssl.SSLContext:
    """The context of a server, whose own certificate stands in `certificate.pem`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = clock.now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    pem = folder / "certificate.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = folder / "key.pem"
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem, secret)
    return context
