"""Fetching a page: only http and https, bounded in time, size and redirects, never an address of this network.

Every connection is made to an address that was checked just before, whatever the name says a moment later, and so is
every redirect's. A proxy of the environment is not used, for behind it no address could be checked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib import request
from urllib.error import URLError
from urllib.parse import urlsplit

from timeline.errors import InputError
from timeline.read.options import DEFAULT, Options

TIMEOUT = 20.0
"""Seconds without an answer after which a page is given up."""
_PIECE = 64 * 1024
# forms that carry an IPv4 address and have no place on the public network (RFC 4291 2.5.5.1, RFC 2765 2.1)
_COMPATIBLE, _TRANSLATED = ipaddress.ip_network("::/96"), ipaddress.ip_network("::ffff:0:0:0/96")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Public = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network; one that carries another inside is judged by that."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _COMPATIBLE or ip in _TRANSLATED:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
    return ip.is_global and not ip.is_multicast


def check(url: str, resolve: Callable[[str], list[str]] | None = None, public: Public = is_public) -> None:
    """Raises `InputError` unless `url` is http(s) and all addresses of its host are public."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as err:
        raise InputError(f"{url}: is no address: {err}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise InputError(f"{url}: only http and https addresses are read")
    try:
        addresses = (resolve or _addresses)(host)
    except (OSError, UnicodeError) as err:
        raise InputError(f"{url}: the host cannot be found ({getattr(err, 'strerror', None) or err})") from err
    if not all(map(public, addresses)):
        raise InputError(f"{url}: leads to an address that is not public")


def _addresses(host: str) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


class _Door:
    """Opens the connections of one page, to checked addresses only, and shuts them when the time is over."""

    def __init__(self, public: Public) -> None:
        self.public = public
        self.late = False
        self._sockets: list[socket.socket] = []

    def open(self, host: str, port: int, timeout: float) -> socket.socket:
        """A connection to one of the host's addresses, each of which must be public."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if not all(self.public(str(info[4][0])) for info in found):
            raise InputError("leads to an address that is not public")
        problem: OSError = OSError("the host has no address")
        for family, kind, protocol, _, address in found:
            connection = socket.socket(family, kind, protocol)
            connection.settimeout(timeout)
            try:
                connection.connect(address)
            except OSError as err:
                connection.close()
                problem = err
                continue
            self._sockets.append(connection)
            return connection
        raise problem

    def shut(self) -> None:
        """Ends all connections, also in the middle of an answer."""
        self.late = True
        for connection in self._sockets:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Http(http.client.HTTPConnection):
    door: _Door

    def connect(self) -> None:
        self.sock = self.door.open(self.host, self.port, TIMEOUT)


class _Https(http.client.HTTPSConnection):
    door: _Door

    def connect(self) -> None:
        plain = self.door.open(self.host, self.port, TIMEOUT)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _connection(kind: type[_Http] | type[_Https], door: _Door, host: str, **options: Any) -> _Http | _Https:
    made = kind(host, **options)
    made.door = door
    return made


class _Handler(request.HTTPHandler, request.HTTPSHandler):
    """Opens http and https through the door."""

    def __init__(self, door: _Door) -> None:
        super().__init__()
        self._door = door

    def http_open(self, req: request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_connection, _Http, self._door), req)

    def https_open(self, req: request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_connection, _Https, self._door), req)


class _Redirects(request.HTTPRedirectHandler):
    def __init__(self, most: int, public: Public) -> None:
        self._left = most
        self._public = public

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if not self._left:
            raise InputError("leads on and on to other addresses")
        self._left -= 1
        check(newurl, public=self._public)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@contextmanager
def _time_limit(door: _Door, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, door.shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _opener(door: _Door, options: Options) -> request.OpenerDirector:
    opener = request.OpenerDirector()
    for handler in (
        _Handler(door),
        _Redirects(options.redirects, door.public),
        request.HTTPErrorProcessor(),
        request.HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    return opener


def fetch(url: str, options: Options = DEFAULT, public: Public = is_public) -> tuple[bytes, str]:
    """The body of `url` and its content type. Raises `InputError` that names the address and the cause.

    `public` tells which addresses may be asked.
    """
    check(url, public=public)
    door = _Door(public)
    asked = request.Request(url, headers={"User-Agent": "timeline", "Accept-Encoding": "identity"})
    try:
        with _time_limit(door, options.seconds), _opener(door, options).open(asked, timeout=TIMEOUT) as answer:
            data = _body(answer, options, time.monotonic() + options.seconds)
            kind: str = answer.headers.get_content_type()
        if door.late:
            raise TimeoutError
    except InputError as err:
        raise InputError(f"{url}: {str(err).removeprefix(f'{url}: ')}") from err
    except (URLError, OSError, http.client.HTTPException, ValueError) as err:
        cause = getattr(err, "reason", None) or err
        if door.late or isinstance(cause, TimeoutError):
            raise InputError(f"{url}: gave no whole answer in time") from err
        raise InputError(f"{url}: {cause}") from err
    return data, kind


def _body(answer: http.client.HTTPResponse, options: Options, deadline: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        options.check_size(size)
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(pieces)
