"""What is inlined into the page: Leaflet from its installed package, the page's own files, the base map."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from timeline import leaflet
from timeline.errors import RenderError
from timeline.resources import folder

STYLES = ("page.css", "map.css", "panels.css", "print.css")
SCRIPTS = (
    "core.js", "embed.js", "days.js", "store.js", "search.js", "state.js", "canvas.js", "labels.js", "basemap.js",
    "marks.js", "crowd.js", "trips.js", "plane.js", "map.js", "axis.js", "brush.js", "strip.js", "list.js",
    "details.js", "table.js", "download.js", "controls.js", "live.js", "main.js",
)  # fmt: skip
BASEMAP = "basemap-50m.json.gz"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as err:
        raise RenderError(f"{path.name}: the page's part cannot be read: {err.strerror or err}") from err


@cache
def style() -> str:
    """All style sheets, Leaflet's first."""
    return "\n".join([leaflet.style(), *(_unindented(_read(folder("templates") / name)) for name in STYLES)])


@cache
def script() -> str:
    """The page's own script: its files in order, in one strict scope."""
    parts = (_read(folder("templates") / name) for name in SCRIPTS)
    return '(() => {\n"use strict";\n' + _unindented("\n".join(parts)) + "})();\n"


def _unindented(text: str) -> str:
    """The text without the blanks before its lines, which are a good part of a page's own script."""
    return re.sub(r"^ +", "", text, flags=re.MULTILINE)


@cache
def basemap() -> str:
    """Land, lakes and border lines: gzipped JSON in base64."""
    try:
        return base64.b64encode((folder("gazetteer") / BASEMAP).read_bytes()).decode()
    except OSError as err:
        raise RenderError(f"{BASEMAP}: the base map cannot be read: {err.strerror or err}") from err


def digest(content: str) -> str:
    """The source expression that lets a content security policy accept this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
