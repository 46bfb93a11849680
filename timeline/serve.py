"""The page over HTTP on this machine alone, live while `itinerary.csv` is edited."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Event, Thread
from urllib.parse import unquote, urlsplit

from timeline.corrections import read_edited
from timeline.errors import InputError, TimelineError
from timeline.page import render_page

__all__ = ["Server"]

_ADDRESS = "127.0.0.1"
_NAMES = (_ADDRESS, "localhost")
_LOOK = 0.25
"""Seconds between two looks at the itinerary."""
_SIGN = 15.0
"""Seconds after which a page that waits for news is sent a sign of life, so that one that has gone is noticed."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


class _Live:
    """The page of an itinerary as it was last saved."""

    def __init__(self, path: Path, title: str, borders: str, tell: Callable[[str], None]) -> None:
        self.path = path
        self.page, self.version, self.problem = b"", "", ""
        self._title, self._borders, self._tell = title, borders, tell
        self._news = Condition()
        self._seen = self._read = self._signature()
        self._closed = Event()
        self._renew()

    def _signature(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def look(self) -> None:
        """Read the itinerary if it has been saved; a file that still changes is left until it rests."""
        before, self._seen = self._seen, self._signature()
        if self._seen is None or self._seen != before or self._seen == self._read:
            return
        self._read = self._seen
        try:
            self._renew()
            problem = ""
        except TimelineError as err:
            problem = " ".join(str(err).split())
            self._tell(problem)
        with self._news:
            self.problem = problem
            self._news.notify_all()

    def _renew(self) -> None:
        trips = read_edited(self.path).trips
        version = hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]
        page = render_page(trips, title=self._title, borders=self._borders, version=version)
        with self._news:
            self.page, self.version = page.encode("utf-8", "surrogatepass"), version
            self._news.notify_all()

    def watch(self) -> None:
        """Look until closed."""
        while not self._closed.wait(_LOOK):
            self.look()

    def close(self) -> None:
        self._closed.set()
        with self._news:
            self._news.notify_all()

    def events(self) -> Iterator[str]:
        """Server-sent events: version and problem as they are, and then each that is new."""
        known = ("", "")
        while not self._closed.is_set():
            now = self._after(known)
            if now == known:
                yield ":\n\n"
            else:
                known = now
                yield f"event: problem\ndata: {now[1]}\n\n" if now[1] else f"event: version\ndata: {now[0]}\n\n"

    def _after(self, known: tuple[str, str]) -> tuple[str, str]:
        """Version and problem as soon as they are others than those known, or after a while."""
        with self._news:
            self._news.wait_for(lambda: self._closed.is_set() or (self.version, self.problem) != known, timeout=_SIGN)
            return self.version, self.problem


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "timeline"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        refused = self._refused()
        path = unquote(urlsplit(self.path).path)
        if refused:
            self.send_error(HTTPStatus.FORBIDDEN, refused)
        elif path in ("/", "/index.html"):
            self._send("text/html; charset=utf-8", self.server.live.page)
        elif path == "/events":
            self._send_events()
        elif file := self._file(path):
            self._send(mimetypes.guess_type(file.name)[0] or "application/octet-stream", file.read_bytes())
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _refused(self) -> str:
        """Why the request is none of this machine's user looking at the page; empty if it is.

        The host's name is checked against names that are made to lead to this machine (DNS rebinding), the origin and
        the site against pages of others that ask in the user's name.
        """
        hosts = [f"{name}:{self.server.server_port}" for name in _NAMES]
        if self.headers.get("Host") not in hosts:
            return "unknown host"
        if self.headers.get("Origin") not in (None, *(f"http://{host}" for host in hosts)):
            return "another origin"
        navigates = self.headers.get("Sec-Fetch-Mode") == "navigate"
        if not navigates and self.headers.get("Sec-Fetch-Site") not in (None, "same-origin", "none"):
            return "another site"
        return ""

    def _file(self, path: str) -> Path | None:
        """The file of the folder that a path names; None if it is elsewhere, hidden or none."""
        folder = self.server.folder
        try:
            file = (folder / path.lstrip("/")).resolve()
            inside = file.relative_to(folder)
            return file if file.is_file() and not any(part.startswith(".") for part in inside.parts) else None
        except (OSError, ValueError):
            return None

    def _send(self, kind: str, content: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        if self.command == "HEAD":
            return
        try:
            for event in self.server.live.events():
                self.wfile.write(event.encode("utf-8", "replace"))
        except OSError:
            pass  # the page has been closed

    def end_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """A request is nothing to be told."""


class Server(ThreadingHTTPServer):
    """Serves the page of `folder/itinerary.csv`, and the folder's other files, to this machine.

    `port` 0 takes a free one. `tell` is called with one line when the itinerary has been saved but cannot be read; the
    page then shows that line above the last version that could. Raises `InputError` if there is no such itinerary or
    it cannot be read, and `TimelineError` if the port is taken.
    """

    daemon_threads = True

    def __init__(
        self, folder: Path, *, port: int = 0, title: str = "", borders: str = "on",
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:  # fmt: skip
        self.folder = folder.resolve()
        if not folder.is_dir():
            raise InputError(f"{folder}: is no folder")
        self.live = _Live(self.folder / "itinerary.csv", title, borders, tell)
        try:
            super().__init__((_ADDRESS, port), _Handler)
        except OSError as err:
            raise TimelineError(f"port {port}: cannot be listened on: {err.strerror or err}") from err

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{_ADDRESS}:{self.server_port}/"

    def run(self) -> None:
        """Serve until `shutdown` is called from another thread or the user interrupts."""
        Thread(target=self.live.watch, daemon=True).start()
        try:
            self.serve_forever(poll_interval=_LOOK)
        finally:
            self.live.close()
            self.server_close()
