"""The settings of the hub: read once from HUB_* at the start, by nothing else."""

import difflib
import os
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from hub.errors import Misconfigured

PREFIX = "HUB_"


def load(**given: Any) -> "Settings":
    """The settings of this process: what is given, else the environment, else the defaults."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        problems = (
            f"{PREFIX}{'_'.join(map(str, problem['loc'])).upper()}: {problem['msg']}"
            for problem in error.errors(include_input=False)
        )
        raise Misconfigured("\n".join(problems)) from error


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
    pg_bin: Path | None = Field(
        default=None,
        description="The directory with postgres and initdb to run instead of those of the wheel.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on.")
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
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Origins of web clients on other hosts, separated by commas.",
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

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(origin.strip().rstrip("/") for origin in value.split(",") if origin.strip())

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


def _as_text(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value)
