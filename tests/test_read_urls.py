"""Reading pages from a server of the test's own: what is followed, what is refused, what is given up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from timeline.errors import InputError
from timeline.read import Options, read_inputs, urls
from timeline.read.urls import check, fetch, is_public

STORY = b"Anna Berg arrived in Vienna on Tuesday."
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://wire.example/7"/>
<updated>2023-03-02T01:00:00Z</updated><summary>Anna Berg arrived in Vienna.</summary></entry></feed>"""


class _Pages(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/missing":
            self.send_error(404)
        else:
            self._answer()

    def _answer(self) -> None:
        kind = {"/feed": "application/atom+xml", "/story.eml": "application/octet-stream"}.get(self.path, "text/plain")
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        if self.path == "/endless":
            try:
                while True:
                    self.wfile.write(b"x" * 10_000)
            except OSError:
                return
        if self.path == "/slow":
            threading.Event().wait(3)
        body = b"Date: Tue, 28 Feb 2023 10:00:00 +0100\n\n" + STORY if self.path == "/story.eml" else STORY
        self.wfile.write(ATOM if self.path == "/feed" else body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as http:
        http.daemon_threads = True
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


def here(address: str) -> bool:
    """Takes this machine for the public network, and nothing else."""
    return address == "127.0.0.1"


def test_page(server: str) -> None:
    assert fetch(f"{server}/story", public=here) == (STORY, "text/plain")
    assert fetch(f"{server}/to//story", public=here)[0] == STORY


def test_kinds_of_pages(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    original = fetch
    monkeypatch.setattr("timeline.read.fetch", lambda url, options: original(url, options, here))
    found = [item for r in read_inputs([f"{server}/{n}" for n in ("story", "feed", "story.eml")]) for item in r.items]
    assert [str(item.published) for item in found] == ["None", "2023-03-02", "2023-02-28"]  # type: ignore[union-attr]
    assert [item.url for item in found] == [  # type: ignore[union-attr]
        f"{server}/story", "https://wire.example/7", f"{server}/story.eml",
    ]  # fmt: skip


def test_this_machine_is_not_asked(server: str) -> None:
    _Pages.asked.clear()
    (result,) = read_inputs([f"{server}/story"])
    assert result.error == f"{server}/story: leads to an address that is not public"
    assert not _Pages.asked


@pytest.mark.parametrize("target", ["http://10.0.0.1/x", "http://[::1]/x", "http://169.254.169.254/latest"])
def test_redirect_into_this_network_is_refused(server: str, target: str) -> None:
    with pytest.raises(InputError, match="not public"):
        fetch(f"{server}/to/{target}", public=here)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/plain,x"])
def test_redirect_to_another_scheme_is_refused(server: str, target: str) -> None:
    with pytest.raises(InputError, match=r"only http and https|not allowed"):
        fetch(f"{server}/to/{target}", public=here)


def test_redirects_are_bounded(server: str) -> None:
    _Pages.asked.clear()
    with pytest.raises(InputError, match="leads on and on"):
        fetch(f"{server}/loop", Options(redirects=3), here)
    assert len(_Pages.asked) == 4


def test_name_that_changes_its_address(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is judged again when the connection is made: a name may lead elsewhere a moment later."""
    port = server.rpartition(":")[2]
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])

    def resolve(host: str, port: object, **kind: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port or 0)) for a in next(answers)]

    monkeypatch.setattr(urls.socket, "getaddrinfo", resolve)
    _Pages.asked.clear()
    with pytest.raises(InputError, match="not public"):
        fetch(f"http://news.example:{port}/story")
    assert not _Pages.asked


def test_endless_page_is_given_up(server: str) -> None:
    with pytest.raises(InputError, match="is larger than 1 MB"):
        fetch(f"{server}/endless", Options(max_bytes=1024 * 1024), here)


def test_slow_page_is_given_up(server: str) -> None:
    with pytest.raises(InputError, match="no whole answer in time"):
        fetch(f"{server}/slow", Options(seconds=0.3), here)


def test_page_that_is_not_there(server: str) -> None:
    with pytest.raises(InputError, match=r"/missing: .*Not Found"):
        fetch(f"{server}/missing", public=here)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("::7f00:1", False),
        ("::ffff:0:7f00:1", False),
        ("2001:0:7f00:1::", False),
        ("::", False),
        ("fd00::1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("url", ["http://[::1", "http://", "http://a..b/", f"http://{'a' * 300}.example/"])
def test_address_that_is_none(url: str) -> None:
    with pytest.raises(InputError):
        check(url)
