"""Every setting, read once, at the entry; the table in README.md is checked against this class."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.answerability import Caution
from index.errors import CitewireError

Ids = Annotated[frozenset[int], NoDecode]
_ID = re.compile(r"-?[0-9]+")


class Settings(BaseSettings):
    """Environment variables and a `.env` file in the current folder; a variable set to nothing counts as unset."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    articles: Path = Field(Path("seeds"), validation_alias="CITEWIRE_ARTICLES")
    data: Path = Field(Path(".citewire"), validation_alias="CITEWIRE_DATA")
    chroma_url: str = Field("", validation_alias="CITEWIRE_CHROMA_URL")
    chroma_api_key: SecretStr = Field(SecretStr(""), validation_alias="CITEWIRE_CHROMA_API_KEY")
    chroma_tenant: str = Field("default_tenant", validation_alias="CITEWIRE_CHROMA_TENANT")
    chroma_database: str = Field("default_database", validation_alias="CITEWIRE_CHROMA_DATABASE")
    models: Path | None = Field(None, validation_alias="CITEWIRE_MODELS")
    embedder: str = Field("e5-small-v2", validation_alias="CITEWIRE_EMBEDDER")
    reranker: str = Field("ms-marco-minilm-l12", validation_alias="CITEWIRE_RERANKER")
    watch: bool = Field(False, validation_alias="CITEWIRE_WATCH")
    fetch_private: bool = Field(False, validation_alias="CITEWIRE_FETCH_PRIVATE")
    llm_model: str | None = Field(None, validation_alias="CITEWIRE_LLM_MODEL")
    llm_base_url: str | None = Field(None, validation_alias="CITEWIRE_LLM_BASE_URL")
    llm_api_key: SecretStr | None = Field(None, validation_alias="CITEWIRE_LLM_API_KEY")
    llm_required: bool = Field(False, validation_alias="CITEWIRE_LLM_REQUIRED")
    llm_gate: str = Field("", validation_alias="CITEWIRE_LLM_GATE")
    llm_meaning: str = Field("", validation_alias="CITEWIRE_LLM_MEANING")
    llm_timeout: float = Field(60.0, gt=0, validation_alias="CITEWIRE_LLM_TIMEOUT")
    caution: Caution = Field(Caution.BALANCED, validation_alias="CITEWIRE_CAUTION")
    telegram_token: SecretStr | None = Field(None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api_base: str = Field("https://api.telegram.org/bot", validation_alias="TELEGRAM_API_BASE")
    telegram_allowed: Ids = Field(frozenset(), validation_alias="TELEGRAM_ALLOWED")
    telegram_admins: Ids = Field(frozenset(), validation_alias="TELEGRAM_ADMINS")
    telegram_per_minute: int = Field(0, ge=0, validation_alias="TELEGRAM_PER_MINUTE")
    telegram_per_day: int = Field(0, ge=0, validation_alias="TELEGRAM_PER_DAY")
    telegram_keep_days: int = Field(90, ge=0, validation_alias="TELEGRAM_KEEP_DAYS")
    telegram_webhook_url: str | None = Field(None, validation_alias="TELEGRAM_WEBHOOK_URL")
    telegram_webhook_listen: str = Field("127.0.0.1:8443", validation_alias="TELEGRAM_WEBHOOK_LISTEN")
    telegram_webhook_secret: SecretStr | None = Field(None, validation_alias="TELEGRAM_WEBHOOK_SECRET")
    telegram_health_listen: str | None = Field(None, validation_alias="TELEGRAM_HEALTH_LISTEN")

    @field_validator("telegram_allowed", "telegram_admins", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        """The ids between commas. What names none must not pass for unset: that would let everyone in."""
        if not isinstance(value, str):
            return value
        parts = [part for one in value.split(",") if (part := one.strip())]
        if wrong := [part for part in parts if not _ID.fullmatch(part)]:
            raise ValueError(f"{wrong[0]!r} is no numeric id; write ids with commas between them, such as 123,-456")
        if not parts:
            raise ValueError("there is no id in it; write ids with commas between them, or leave it empty")
        return parts


def read_settings(articles: Path | None = None, data: Path | None = None) -> Settings:
    """The settings of this process; what the command line names goes before the environment.

    Raises CitewireError that names the variable and what is wrong with it.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        reason = first["msg"].removeprefix("Value error, ")
        raise CitewireError(f"{name}: {reason}; see the settings in README.md") from error
    named = {"articles": articles, "data": data}
    return settings.model_copy(update={name: path for name, path in named.items() if path is not None})
