"""An address on the web -> the bytes found there: fenced, bounded in size and time, and with the site's consent."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from index.addresses import Resolver, is_public, resolve_host
from index.errors import ArticleError
from index.fence import Deadline, FencedTransport, FenceError
from index.page_kind import Kind, kind_of
from index.robots import AGENT, UNREACHABLE, Robots

USER_AGENT = f"{AGENT}/0.1 (+a reader's archive tool)"
MOST_BYTES = 10_000_000
MOST_SECONDS = 20.0
MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What was found; `url` is where, after redirects. Text is UTF-8 wherever the server says how it is encoded."""

    url: str
    kind: Kind
    data: bytes


@dataclass(frozen=True, slots=True)
class _Answer:
    url: httpx.URL
    status: int
    reason: str
    headers: httpx.Headers
    data: bytes


class Fetcher:
    """Fetches one page at a time; robots.txt is asked for once a site. Use as a context."""

    def __init__(
        self,
        *,
        permits: Callable[[str], bool] = is_public,
        resolve: Resolver = resolve_host,
        seconds: float = MOST_SECONDS,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """`permits` says which addresses may be connected to; `seconds` are for a page with all that it takes."""
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._transport = FencedTransport(permits, resolve)
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
        # No proxy and no .netrc of the environment: behind a proxy the fence would judge the proxy's address.
        self._client = httpx.Client(transport=self._transport, headers=headers, trust_env=False, timeout=None)  # noqa: S113  # the transport keeps the time
        self._robots: dict[str, Robots] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, url: str) -> Page:
        """ArticleError, with the reason, when there is nothing that can be read or nothing that may be."""
        self._transport.deadline = Deadline(self._seconds)
        try:
            address = httpx.URL(url)
            _check(address)
            answer = self._get(address, ask_robots=True)
            return _page(answer)
        except FenceError as error:
            raise ArticleError(url, str(error)) from error
        except httpx.InvalidURL as error:
            raise ArticleError(url, f"no address of a page ({error})") from error
        except httpx.TransportError as error:
            raise ArticleError(url, f"cannot be reached ({error})") from error

    def _get(self, url: httpx.URL, *, ask_robots: bool) -> _Answer:
        """Follows redirects, each of them fenced like the first request."""
        request = self._client.build_request("GET", url)
        for _ in range(MOST_REDIRECTS + 1):
            _check(request.url)
            if ask_robots and (fault := self._rules(request.url).fault(str(request.url))):
                raise FenceError(fault)
            response = self._client.send(request, stream=True)
            try:
                if response.next_request is None:
                    data = self._body(response)
                    return _Answer(request.url, response.status_code, response.reason_phrase, response.headers, data)
                request = response.next_request
            finally:
                response.close()
        raise FenceError(f"more than {MOST_REDIRECTS} redirects")

    def _rules(self, url: httpx.URL) -> Robots:
        site = f"{url.scheme}://{url.netloc.decode()}"
        if site not in self._robots:
            self._robots[site] = UNREACHABLE  # for the pages to come, should the next line fail
            answer = self._get(httpx.URL(f"{site}/robots.txt"), ask_robots=False)
            self._robots[site] = Robots(answer.status, answer.data)
        return self._robots[site]

    def _body(self, response: httpx.Response) -> bytes:
        """Cut off at the limit, before and after decompression."""
        encoding = response.headers.get("content-encoding", "").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FenceError(f"the server sent it compressed as {encoding}, though it was not asked to")
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding not in ("", "identity") else None
        data, received = bytearray(), 0
        for chunk in response.iter_raw():
            received += len(chunk)
            try:
                data += inflate.decompress(chunk, self._most_bytes + 1 - len(data)) if inflate else chunk
            except zlib.error as error:
                raise FenceError(f"broken compression ({error})") from error
            if max(len(data), received) > self._most_bytes:
                raise FenceError(f"larger than {self._most_bytes / 1e6:g} MB, the limit")
        if inflate and received and not inflate.eof:
            raise FenceError("broken off before its end; try again later")
        return bytes(data)


def _check(url: httpx.URL) -> None:
    if url.scheme not in ("http", "https"):
        raise FenceError(f"{url.scheme or 'nothing'}:// is not fetched; only http and https are")
    if not url.host:
        raise FenceError("the address names no host")
    if url.userinfo:
        raise FenceError("the address holds a user name or password; leave it out")


def _page(answer: _Answer) -> Page:
    if not 200 <= answer.status < 300:
        raise FenceError(f"the server answered {answer.status} {answer.reason}".rstrip())
    media, _, parameters = answer.headers.get("content-type", "").lower().partition(";")
    kind = kind_of(media.strip(), answer.data)
    if kind is None:
        what = media.strip() or "content of no known type"
        raise FenceError(f"{what} is not read; only web pages, text, PDF, DOCX and feeds are")
    data = answer.data
    if kind in (Kind.HTML, Kind.TEXT, Kind.MARKDOWN) and (found := re.search(r"charset=[\"']?([\w.:-]+)", parameters)):
        data = _utf8(data, found[1])
    return Page(str(answer.url), kind, data)


def _utf8(data: bytes, charset: str) -> bytes:
    try:
        return data.decode(charset).encode()
    except (LookupError, UnicodeError):
        return data  # the server is wrong; the reader of the format finds out
