"""The one master key of the hub, and the keys that are made from it."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from hub.errors import Misconfigured
from hub.settings import Settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

MASTER_BYTES = 32
FILE = "secret.key"


class Keys:
    """Makes what must be secret, and can be made again, from the master key and a purpose.

    So the database need not hold it: not the secrets of links in mails, not those of API tokens.
    """

    def __init__(self, master: bytes) -> None:
        self._master = master

    def mac(self, purpose: str, *parts: str) -> str:
        """The HMAC-SHA256 of the parts, as 64 hexadecimal digits."""
        return self._mac(purpose, parts).hex()

    def token(self, purpose: str, *parts: str) -> str:
        """A secret of 43 characters that goes into a URL; always the same for the same parts."""
        return base64.urlsafe_b64encode(self._mac(purpose, parts)).decode().rstrip("=")

    def encrypt(self, purpose: str, text: str) -> str:
        """The text, for nobody but who has the master key; it notices when it is changed."""
        return self._fernet(purpose).encrypt(text.encode()).decode()

    def decrypt(self, purpose: str, text: str) -> str | None:
        """What was encrypted for the purpose; None if it was not, or was changed."""
        fernet = self._fernet(purpose)
        # As there: only who meets such a text loads what reads it.
        from cryptography.fernet import InvalidToken

        try:
            return fernet.decrypt(text.encode()).decode()
        except InvalidToken:
            return None

    def _mac(self, purpose: str, parts: tuple[str, ...]) -> bytes:
        # With their lengths, so that no two lists of parts come to the same bytes.
        told = b"".join(f"{len(part)}:{part}".encode() for part in (purpose, *parts))
        return hmac.digest(self._master, told, "sha256")

    def _fernet(self, purpose: str) -> "Fernet":
        # It takes six megabytes of each process, and most of them never meet such a text.
        from cryptography.fernet import Fernet

        return Fernet(base64.urlsafe_b64encode(self._mac("encrypt", (purpose,))))


def load(settings: Settings) -> Keys:
    """The keys of this hub: from HUB_SECRET_KEY, else from a file that is made at the first start.

    Raises Misconfigured for a key that is too short, and for a file that cannot be kept.
    """
    if settings.secret_key is not None:
        # Hashed, so that any text that is long enough will do.
        return Keys(hashlib.sha256(settings.secret_key.get_secret_value().encode()).digest())
    path = settings.data_dir.expanduser() / FILE
    try:
        return Keys(_read(path))
    except OSError as error:
        raise Misconfigured(
            f"The secret key cannot be kept in {path}: {error}. Set HUB_SECRET_KEY."
        ) from error


def _read(path: Path) -> bytes:
    try:
        return _decoded(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Whole or not at all, and only one when two hubs start at once.
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(MASTER_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _decoded(path)


def _decoded(path: Path) -> bytes:
    content = path.read_bytes()
    try:
        master = bytes.fromhex(content.decode("ascii"))
    except ValueError:
        master = b""
    if len(master) != MASTER_BYTES:
        raise Misconfigured(
            f"{path} does not hold the secret key: bring it back from a backup. Without it second"
            " factors and links that were mailed are lost and the audit cannot be verified; to do"
            " without them, remove the file."
        )
    return master
