"""The fence, closed: whatever an address looks like, nothing but the public internet is reached."""

from collections.abc import Iterator

import httpx
import pytest

from index.addresses import anywhere, is_public
from index.errors import ArticleError
from index.fence import Deadline, FencedTransport
from index.fetching import Fetcher
from tests.web_site import WebSite, page, redirect, serve

PRIVATE = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "::7f00:1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "no address"),
]


@pytest.fixture
def site() -> Iterator[WebSite]:
    with serve() as site:
        site.answers["/a"] = page("A secret.", "text/plain")
        yield site


def refused(url: str, fetcher: Fetcher | None = None) -> str:
    with fetcher or Fetcher() as open_fetcher, pytest.raises(ArticleError) as raised:
        open_fetcher.fetch(url)
    return raised.value.reason


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)
    reason = refused("http://news.example/a", Fetcher(resolve=lambda *_: [address]))
    assert reason == (
        f"news.example is {address}, which is no public address; "
        "set CITEWIRE_FETCH_PRIVATE=1 if it is to be fetched all the same"
    )


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_every_way_to_write_this_machine(host: str, site: WebSite) -> None:
    port = site.url.rpartition(":")[2]
    assert "no public address" in refused(f"http://{host}:{port}/a")
    assert site.asked == []


def test_one_private_address_among_public_ones_is_one_too_many() -> None:
    assert "10.0.0.1" in refused("http://news.example/", Fetcher(resolve=lambda *_: ["8.8.8.8", "10.0.0.1"]))


def test_a_redirect_behind_the_fence(site: WebSite) -> None:
    with serve("127.0.0.2") as inside:
        site.answers["/b"] = redirect(f"{inside.url}/a")
        assert "127.0.0.2 is no public address" in refused(f"{site.url}/b", Fetcher(permits="127.0.0.1".__eq__))
        assert site.paths() == ["/robots.txt", "/b"]
        assert inside.asked == []


def test_the_address_that_was_judged_is_the_one_connected_to(site: WebSite) -> None:
    """A name that has another address each time it is asked for: asked once a connection, and that answer is used."""
    port = int(site.url.rpartition(":")[2])
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    transport = FencedTransport(anywhere, lambda *_: next(answers))
    transport.deadline = Deadline(5)
    with httpx.Client(transport=transport) as client:
        assert client.get(f"http://news.example:{port}/a", headers={"Connection": "close"}).text == "A secret."
    assert [headers["Host"] for _, headers in site.asked] == [f"news.example:{port}"]
    assert next(answers) == ["127.0.0.2"]


def test_a_dead_address_is_passed_over_for_the_next(site: WebSite) -> None:
    port = int(site.url.rpartition(":")[2])
    with Fetcher(permits=anywhere, resolve=lambda *_: ["::1", "127.0.0.1"]) as fetcher:
        assert fetcher.fetch(f"http://news.example:{port}/a").data == b"A secret."


def test_names_without_an_address() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("Name or service not known")

    assert "no address is known for news.example" in refused("http://news.example/", Fetcher(resolve=unknown))
    assert "no address" in refused("http://news.example/", Fetcher(resolve=lambda *_: []))


def test_a_resolver_that_hangs(site: WebSite) -> None:
    def hang(_host: str, _port: int) -> list[str]:
        site.over.wait()
        return []

    assert "within 0.2 seconds" in refused("http://news.example/", Fetcher(resolve=hang, seconds=0.2))
    site.over.set()
