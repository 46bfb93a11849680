"""Leaflet as texts to be inlined, from its installed package (BSD licence, named in the script's own head)."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from timeline.errors import RenderError

_PACKAGE, _INSIDE = "js_lib_leaflet", "static/js_lib_leaflet"
_PICTURE = re.compile(r"url\((['\"]?)([\w./-]+\.png)\1\)")


@cache
def folder() -> Path:
    """The folder of the installed files. Raises `RenderError` if Leaflet is missing."""
    spec = find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (found := Path(place) / _INSIDE).is_dir():
            return found
    raise RenderError("Leaflet is not installed: pip install django-js-lib-leaflet")


def _text(name: str) -> str:
    """With plain line ends: a browser turns others into these before it compares a script with its digest."""
    return _bytes(name).decode().replace("\r\n", "\n").replace("\r", "\n")


def _bytes(name: str) -> bytes:
    try:
        return (folder() / name).read_bytes()
    except OSError as err:
        raise RenderError(f"{name}: Leaflet's file cannot be read: {err.strerror or err}") from err


@cache
def script() -> str:
    """The script, without the line that makes a browser's tools ask for its source map."""
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*\Z", "\n", _text("leaflet.js"))


@cache
def style() -> str:
    """The style sheet, its pictures as data."""

    def data(match: re.Match[str]) -> str:
        return f"url(data:image/png;base64,{base64.b64encode(_bytes(match[2])).decode()})"

    return _PICTURE.sub(data, _text("leaflet.css"))
