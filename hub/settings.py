"""The settings of the hub: read once from HUB_* at the start, by nothing else."""

import difflib
import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from hub.accounts import oidc_settings
from hub.accounts.oidc_settings import Provider
from hub.errors import Misconfigured
from hub.mail.addresses import mailbox

PREFIX = "HUB_"
LARGEST_INT = 2**31 - 1
"""Of GraphQL's type Int, as which clients read some of them."""
PUBLIC_URL = re.compile(r"https?://[^\s/?#@\\]+(/[^\s?#\\]*)?")


def load(**given: Any) -> "Settings":
    """The settings of this process: what is given, else the environment, else the defaults."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        problems = (
            f"{_place(problem['loc'])}: {problem['msg']}"
            for problem in error.errors(include_input=False)
        )
        raise Misconfigured("\n".join(problems)) from error


def _place(location: tuple[int | str, ...]) -> str:
    """Where a wrong value is: the variable, and what is within it."""
    name, *within = map(str, location)
    return ".".join([f"{PREFIX}{name.upper()}", *within])


def hand_down(settings: "Settings") -> None:
    """Leave the settings in the environment, where the workers of this process read them."""
    for name in sorted(settings.model_fields_set):
        value = getattr(settings, name)
        os.environ.pop(f"{PREFIX}{name.upper()}_FILE", None)
        os.environ[f"{PREFIX}{name.upper()}"] = _as_text(value)


def variables() -> list[str]:
    """The names of the variables in the environment that look like settings of the hub."""
    return [name for name in os.environ if name.startswith(PREFIX)]


def unknown() -> dict[str, str | None]:
    """Variables that look like settings but are none, each with the likeliest one meant."""
    names = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    known = {*names, *(f"{name}_FILE" for name in names)}
    strange = (name for name in variables() if name not in known)
    return {name: next(iter(difflib.get_close_matches(name, names, 1)), None) for name in strange}


def _default_data_dir() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/polo-hub")
    return platformdirs.user_data_path("polo-hub")


class FileSource(PydanticBaseSettingsSource):
    """HUB_X_FILE names a file that holds the value of HUB_X, as secrets are handed to containers."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        name = f"{PREFIX}{field_name.upper()}"
        path = os.environ.get(f"{name}_FILE")
        if path is None:
            return None, field_name, False
        if name in os.environ:
            raise Misconfigured(f"{name} and {name}_FILE are both set; keep one of them.")
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except OSError as error:
            raise Misconfigured(
                f"{name}_FILE: {path} cannot be read ({error.strerror})."
            ) from error

    def __call__(self) -> dict[str, Any]:
        names = self.settings_cls.model_fields
        found = {name: self.get_field_value(names[name], name)[0] for name in names}
        return {name: value for name, value in found.items() if value is not None}


class Settings(BaseSettings):
    """Everything that can be set; a field `x` is the variable HUB_X, or a file in HUB_X_FILE."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    database_url: SecretStr | None = Field(
        default=None,
        description="A PostgreSQL server of version 15 or newer, as postgresql://user@host/name; "
        "unset, the hub runs its own in the data directory.",
    )
    data_dir: Path = Field(
        default_factory=_default_data_dir,
        description="Where the embedded PostgreSQL lives; by default the user's data directory, "
        "for root /var/lib/polo-hub.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="The key that secrets are made from, 32 characters or more; unset, a file in"
        " the data directory holds it. Hubs before one database share it.",
    )
    pg_bin: Path | None = Field(
        default=None,
        description="The directory with postgres and initdb to run instead of those of the wheel.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on.")
    public_url: str | None = Field(
        default=None,
        description="Where people reach the hub, for the links in mails, such as"
        " https://hub.example.org; unset, by HTTP at the host and port.",
    )
    workers: int = Field(default=1, ge=1, le=64, description="The number of serving processes.")
    read_pool_size: int = Field(
        default=8, ge=1, le=100, description="Connections for reading, in each worker."
    )
    write_pool_size: int = Field(
        default=4, ge=1, le=100, description="Connections for writing, in each worker."
    )
    acquire_seconds: float = Field(
        default=5, gt=0, description="How long a request waits for a free connection."
    )
    statement_seconds: float = Field(
        default=10, gt=0, description="How long one SQL statement may run."
    )
    request_seconds: float = Field(
        default=10, gt=0, description="How long the answer to one request may take."
    )
    max_body_bytes: int = Field(
        default=256 * 1024, ge=1024, description="The largest body of a request, in bytes."
    )
    max_tokens: int = Field(default=2000, ge=100, description="Lexical tokens in a document.")
    max_depth: int = Field(default=15, ge=1, description="Nested fields in an operation.")
    max_aliases: int = Field(default=30, ge=0, description="Aliases in an operation.")
    max_root_fields: int = Field(default=20, ge=1, description="Root fields in an operation.")
    max_directives: int = Field(default=50, ge=0, description="Directives in an operation.")
    max_cost: int = Field(default=5000, ge=1, description="The highest cost of an operation.")
    budget: int = Field(
        default=5000,
        ge=0,
        le=LARGEST_INT,
        description="Points of cost that each account or token may spend at once; 0: any number.",
    )
    budget_rate: int = Field(
        default=100,
        ge=1,
        le=LARGEST_INT,
        description="Points that come back to each of them in a second.",
    )
    anonymous_budget: int = Field(
        default=5000,
        ge=0,
        le=LARGEST_INT,
        description="Points of cost that those without a token may spend at once, together from"
        " each address or IPv6 /64 network; 0: any number.",
    )
    anonymous_budget_rate: int = Field(
        default=20,
        ge=1,
        le=LARGEST_INT,
        description="Points that come back to each address in a second.",
    )
    shared_budget: bool = Field(
        default=False,
        description="Whether budgets are kept in the database, for several hubs before one; with"
        " several workers they always are.",
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Origins of web clients on other hosts, separated by commas.",
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Addresses or networks of proxies, separated by commas, whose"
        " X-Forwarded-For says where a request comes from.",
    )
    smtp_host: str | None = Field(
        default=None,
        min_length=1,
        description="The server that sends mails; unset, they are written to a folder.",
    )
    smtp_user: str | None = Field(
        default=None, min_length=1, description="The name to sign in with at the mail server."
    )
    smtp_password: SecretStr | None = Field(
        default=None,
        min_length=1,
        validate_default=True,
        description="The password to sign in with at the mail server.",
    )
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How the mail server is spoken to in secret: starttls from the second line"
        " on, tls from the first, or none at all, which goes without a password only.",
    )
    smtp_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="The port of the mail server; unset, 587, with tls 465 and with none 25.",
    )
    mail_from: str | None = Field(
        default=None,
        validate_default=True,
        description="Who mails are from, as Name <hub@example.org>; needed to send them.",
    )
    mail_dir: Path | None = Field(
        default=None,
        description="The folder that mails are written to when no server sends them; unset,"
        " mails in the data directory.",
    )
    oidc: Annotated[tuple[Provider, ...], NoDecode] = Field(
        default=(),
        description="Identity providers that people may sign in with, as a JSON list; see below.",
    )
    session_idle_hours: float = Field(
        default=8,
        gt=0,
        le=8760,
        description="After how many hours without a request a browser signs out.",
    )
    session_days: float = Field(
        default=7, gt=0, le=365, description="After how many days a browser signs out in any case."
    )
    require_second_factor: bool = Field(
        default=False,
        description="Whether roles of the staff count only for who signed in with a second factor.",
    )
    graphiql: bool = Field(default=True, description="Whether GraphiQL is served at /graphiql.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="The least important messages that are logged."
    )
    log_format: Literal["json", "text"] = Field(
        default="json", description="Logs as one JSON object a line, or as plain text for people."
    )
    shutdown_seconds: int = Field(
        default=20, ge=0, description="How long running requests may take to end at a stop."
    )
    drain_seconds: float = Field(
        default=0,
        ge=0,
        description="How long requests are still taken at a stop, while /readyz refuses them.",
    )
    https_only: bool = Field(
        default=False,
        description="Whether browsers are told to come by HTTPS only, which a proxy then offers.",
    )

    @property
    def base_url(self) -> str:
        """Where people reach the hub, without a slash at the end."""
        if self.public_url is not None:
            return self.public_url
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 - compared
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @field_validator("public_url")
    @classmethod
    def _page(cls, value: str | None) -> str | None:
        if value is not None and not PUBLIC_URL.fullmatch(value):
            raise ValueError("write an address such as https://hub.example.org")
        return value and value.rstrip("/")

    @field_validator("smtp_password")
    @classmethod
    def _pair(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if (value is None) is not (info.data.get("smtp_user") is None):
            raise ValueError("HUB_SMTP_USER and HUB_SMTP_PASSWORD go together")
        return value

    @field_validator("smtp_tls")
    @classmethod
    def _secret(cls, value: str, info: ValidationInfo) -> str:
        if value == "none" and info.data.get("smtp_password") is not None:
            raise ValueError("a password is not sent in clear: use starttls or tls")
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None:
            mailbox(value)
        elif info.data.get("smtp_host") is not None:
            raise ValueError("say who mails are from, for HUB_SMTP_HOST is set")
        return value

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(origin.strip().rstrip("/") for origin in value.split(",") if origin.strip())

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(str(_network(part.strip())) for part in value.split(",") if part.strip())

    @field_validator("oidc", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return oidc_settings.parsed(value)

    @field_validator("oidc")
    @classmethod
    def _apart(cls, value: tuple[Provider, ...]) -> tuple[Provider, ...]:
        return oidc_settings.require_apart(value)

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(  # noqa: PLR0917 - the library's signature
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, FileSource(settings_cls)


def _network(text: str) -> IPv4Network | IPv6Network:
    """The network, or an address as one of its own; not all the world, which nobody can trust."""
    try:
        network = ip_network(text)
    except ValueError as error:
        raise ValueError("write addresses or networks such as 10.0.0.0/8") from error
    if network.prefixlen == 0:
        raise ValueError("name the proxies: if all are trusted, clients choose their own address")
    return network


def _as_text(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        providers = [part for part in value if isinstance(part, Provider)]
        return oidc_settings.as_json(providers) if providers else ",".join(value)
    return str(value)
