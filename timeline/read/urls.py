"""Fetching a page: only http and https, bounded in time, size and redirects, never an address of this network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from timeline.errors import InputError

TIMEOUT = 20.0
"""Seconds without an answer after which a page is given up."""


def check(url: str, resolve: Callable[[str], list[str]] | None = None) -> None:
    """Raises `InputError` unless `url` is http(s) and all addresses of its host are public."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{url}: only http and https addresses are read")
    try:
        addresses = (resolve or _addresses)(parts.hostname)
    except OSError as err:
        raise InputError(f"{url}: the host cannot be found ({err.strerror or err})") from err
    for address in addresses:
        if not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise InputError(f"{url}: leads to an address that is not public")


def _addresses(host: str) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


class _Redirects(HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, limit: int) -> tuple[bytes, str]:
    """The body of `url` and its content type. Raises `InputError` that names the address and the cause."""
    check(url)
    request = Request(url, headers={"User-Agent": "timeline"})
    try:
        with build_opener(_Redirects).open(request, timeout=TIMEOUT) as answer:
            data: bytes = answer.read(limit + 1)
            kind = answer.headers.get_content_type()
    except (URLError, OSError) as err:
        raise InputError(f"{url}: {getattr(err, 'reason', None) or err}") from err
    if len(data) > limit:
        raise InputError(f"{url}: is larger than {limit // 1024 // 1024} MB")
    return data, kind
