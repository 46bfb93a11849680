"""What is inlined into the page: Leaflet from its installed package, the page's own files, the base map."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from timeline.errors import RenderError
from timeline.resources import folder

STYLES = ("page.css", "map.css", "panels.css", "print.css")
SCRIPTS = (
    "core.js", "store.js", "state.js", "canvas.js", "labels.js", "basemap.js", "trips.js", "map.js",
    "axis.js", "strip.js", "list.js", "details.js", "table.js", "download.js", "controls.js", "main.js",
)  # fmt: skip
BASEMAP = "basemap-50m.json.gz"
_LEAFLET = ("js_lib_leaflet", "static/js_lib_leaflet")
_URL = re.compile(r"url\((['\"]?)([\w./-]+\.png)\1\)")


@cache
def leaflet_folder() -> Path:
    """The folder of the installed Leaflet. Raises `RenderError` if it is missing."""
    package, inside = _LEAFLET
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (found := Path(place) / inside).is_dir():
            return found
    raise RenderError("Leaflet is not installed: pip install django-js-lib-leaflet")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as err:
        raise RenderError(f"{path.name}: the page's part cannot be read: {err.strerror or err}") from err


@cache
def leaflet_script() -> str:
    """Leaflet's script without the line that makes a browser's tools ask for its source map."""
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*\Z", "\n", _read(leaflet_folder() / "leaflet.js"))


@cache
def leaflet_style() -> str:
    """Leaflet's style sheet with its pictures as data."""

    def data(match: re.Match[str]) -> str:
        picture = base64.b64encode((leaflet_folder() / match[2]).read_bytes()).decode()
        return f"url(data:image/png;base64,{picture})"

    return _URL.sub(data, _read(leaflet_folder() / "leaflet.css"))


@cache
def style() -> str:
    """All style sheets, Leaflet's first."""
    return "\n".join([leaflet_style(), *(_read(folder("templates") / name) for name in STYLES)])


@cache
def script() -> str:
    """The page's own script: its files in order, in one strict scope."""
    parts = (_read(folder("templates") / name) for name in SCRIPTS)
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


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
