"""A Chroma server, or Chroma Cloud: collections by name, asked again for a while when it is away."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import httpx

from index.chroma_tables import Table
from index.errors import CitewireError

if TYPE_CHECKING:
    from chromadb.api import ServerAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

T = TypeVar("T")
WAITS = (0.1, 0.3, 1.0, 2.0, 5.0)  # seconds before each further attempt: a restart of the server is sat out
_TIMEOUT = 60.0  # seconds; Chroma's client would wait for ever
_IDS_AT_ONCE = 300  # what one request to Chroma Cloud may ask for


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server is, and what it wants to be told. `api_key` goes into the headers that Chroma looks at."""

    url: str
    api_key: str = field(default="", repr=False)
    tenant: str = "default_tenant"
    database: str = "default_database"


class PatientRequests:
    """See `index.chroma_tables.Requests`: again after each of the waits, for as long as the server is away."""

    page: int | None = _IDS_AT_ONCE

    def __init__(self, url: str, waits: Sequence[float] = WAITS, wait: Callable[[float], None] = time.sleep) -> None:
        self._url = url
        self._waits = waits
        self._wait = wait

    def read(self, request: Callable[[], T]) -> T:
        """CitewireError when the server stays away, or says no."""
        from chromadb.errors import ChromaError, InternalError, RateLimitError

        for pause in (*self._waits, None):
            try:
                return request()
            except (httpx.TransportError, httpx.HTTPStatusError, InternalError, RateLimitError) as error:
                if pause is None:
                    raise CitewireError(
                        f"{self._url}: the Chroma server does not answer ({_reason(error)}); "
                        "start it, or correct CITEWIRE_CHROMA_URL"
                    ) from error
                self._wait(pause)
            except (ChromaError, ValueError) as error:
                raise CitewireError(
                    f"{self._url}: the Chroma server says no ({_reason(error)}); see the CITEWIRE_CHROMA settings"
                ) from error
        raise AssertionError  # the last attempt returns or raises

    def write(self, request: Callable[[], T]) -> T:
        """The same: whatever is written here may be written twice."""
        return self.read(request)


class ChromaServer:
    """A connection. Safe for several threads."""

    def __init__(self, address: Address, requests: PatientRequests | None = None) -> None:
        """CitewireError when there is no server, or it says no."""
        self.url = address.url
        self._requests = requests or PatientRequests(address.url)
        self._api, self._session = _connect(address)
        self._tenant, self._database = address.tenant, address.database
        try:
            self.time()
        except CitewireError:
            self.close()
            raise

    def close(self) -> None:
        """Close its connections. Nothing can be asked afterwards."""
        self._session.close()

    def table(self, name: str) -> Table:
        """A collection, made if it is not there."""
        from chromadb.api.models.Collection import Collection

        cosine: CreateCollectionConfiguration = {"hnsw": {"space": "cosine"}}
        make = partial(self._api.get_or_create_collection, name, configuration=cosine)
        model = self._requests.write(lambda: make(tenant=self._tenant, database=self._database))
        return Table(Collection(self._api, model, embedding_function=None), self._requests)

    def table_names(self) -> list[str]:
        """Every collection's name."""
        listed = partial(self._api.list_collections, tenant=self._tenant, database=self._database)
        return [one.name for one in self._requests.read(listed)]

    def drop(self, name: str) -> None:
        """Delete a collection, if it is there."""
        if name in self.table_names():
            delete = partial(self._api.delete_collection, name, tenant=self._tenant, database=self._database)
            self._requests.write(delete)

    def time(self) -> float:
        """Seconds since 1970 by the server's clock, the one that all its clients can read."""
        return self._requests.read(self._api.heartbeat) / 1e9


def _connect(address: Address) -> "tuple[ServerAPI, httpx.Client]":
    """Without Chroma's own client, which opens a session for itself and one more for its administration."""
    from chromadb.api import ServerAPI
    from chromadb.config import Settings, System

    parts = urlsplit(address.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CitewireError(f"{address.url}: no address of a Chroma server; write http://host:port")
    secure = parts.scheme == "https"
    # Chroma Cloud looks at the first, a server or proxy of one's own mostly at the second.
    headers = {"X-Chroma-Token": address.api_key, "Authorization": f"Bearer {address.api_key}"}
    settings = Settings(
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.fastapi.FastAPI",
        chroma_server_host=parts.hostname,
        chroma_server_http_port=parts.port or (443 if secure else 8000),
        chroma_server_ssl_enabled=secure,
        chroma_server_headers=headers if address.api_key else None,
    )
    api = System(settings).instance(ServerAPI)  # type: ignore[type-abstract]  # Chroma names its parts by abstract classes
    session: httpx.Client = api._session  # type: ignore[attr-defined]  # no setting bounds how long it waits
    session.timeout = httpx.Timeout(_TIMEOUT)
    session.event_hooks = {"response": [_look_at]}
    return api, session


def _look_at(response: httpx.Response) -> None:
    """Before Chroma's client does, which makes a bare Exception of an answer that is not its own server's."""
    if response.status_code in (401, 403):
        raise CitewireError(
            f"{response.url.copy_with(path='/')}: refused ({response.status_code}); see CITEWIRE_CHROMA_API_KEY"
        )
    if response.status_code in (429, 502, 503, 504):
        response.raise_for_status()


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
