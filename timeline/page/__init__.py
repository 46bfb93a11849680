"""The interactive page: map, timeline and table of all trips in one file that asks nothing of any network."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2 import TemplateError as JinjaError
from markupsafe import Markup

from timeline import leaflet
from timeline.errors import RenderError, UnknownNameError
from timeline.files import as_bytes, write_all, write_text
from timeline.markup import clean
from timeline.page import assets, packing, wording
from timeline.page.columns import columns
from timeline.records import Entry, Trips
from timeline.resources import folder

__all__ = ["BORDERS", "render_embed", "render_page", "write_embed", "write_site"]

BORDERS = ("on", "off")
TABLE_ROWS = 25
"""Rows of the table that stand in the file itself; the script turns the pages beyond them."""
TILES = "https://tile.openstreetmap.org"


def write_site(trips: Trips, folder: Path, *, title: str = "", borders: str = "on") -> Path:
    """Write `index.html` into `folder`, making the folder if needed, and return the file's path.

    `title` heads the page (made from the trips if empty); `borders` is "on" or "off". Raises `RenderError` if the
    file cannot be written and `UnknownNameError` for another value of `borders`.
    """
    path = folder / "index.html"
    write_text(path, render_page(trips, title=title, borders=borders))
    return path


def write_embed(trips: Trips, folder: Path, *, title: str = "", borders: str = "on") -> Path:
    """Write `embed.html`, the trip alone for a frame of another page, and `embed-code.html`, which shows it in one.

    Returns the path of the latter, whose text is to be copied into that page; the frame grows and shrinks with what
    it holds. Arguments and errors are those of `write_site`.
    """
    texts = render_embed(trips, title=title, borders=borders)
    write_all({folder / name: as_bytes(text) for name, text in texts.items()})
    return folder / "embed-code.html"


def render_embed(trips: Trips, *, title: str = "", borders: str = "on") -> dict[str, str]:
    """The files of `write_embed` as HTML texts under their names."""
    return {
        "embed.html": render_page(trips, title=title, borders=borders, embed=True),
        "embed-code.html": _rendered("embed_code.html", title=_title(trips, title)),
    }


def render_page(trips: Trips, *, title: str = "", borders: str = "on", embed: bool = False, version: str = "") -> str:
    """The page as HTML text, complete in itself; see `write_site`.

    With `embed` it is the fragment for a frame. With a `version` it asks the server it comes from for later ones.
    """
    if borders not in BORDERS:
        raise UnknownNameError("value for borders", borders, BORDERS)
    document = columns(trips)
    packed = document["rows"] > packing.PLAIN_LIMIT
    data, sentences = packing.packed(document) if packed else (packing.plain(document), "")
    script, style = assets.script(), assets.style()
    return _rendered(
        "page.html",
        title=_title(trips, title),
        policy=_policy([leaflet.script(), script], [style], live=bool(version)),
        style=Markup(style),
        leaflet=Markup(leaflet.script()),
        script=Markup(script),
        basemap=assets.basemap(),
        data=Markup(data),
        sentences=Markup(sentences),
        packed=packed,
        borders=borders,
        embed=embed,
        version=version,
        rows=list(_rows(islice(trips.entries(), TABLE_ROWS))),
        count=sum(len(t.entries) for t in trips.trips),
        trips=len(trips.trips),
        problems=[_problem(p.message, p.source, p.sentence) for p in trips.problems[:TABLE_ROWS]],
        problem_count=len(trips.problems),
    )


def _title(trips: Trips, title: str) -> str:
    return clean(title.strip() or wording.title(trips))


def _rendered(name: str, **context: Any) -> str:
    try:
        return _environment().get_template(name).render(**context)
    except JinjaError as err:
        raise RenderError(f"{name}: {err}") from err


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(folder("templates")), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _policy(scripts: list[str], styles: list[str], *, live: bool) -> str:
    """The page may run its own scripts, show its own pictures and OpenStreetMap's tiles, and nothing else.

    One that is served and `live` may also ask its own server.
    """
    rules = {
        "default-src": ["'none'"],
        "script-src": [assets.digest(s) for s in scripts],
        "style-src": [assets.digest(s) for s in styles],
        "img-src": ["data:", "blob:", TILES],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if live:
        rules["connect-src"] = ["'self'"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def _problem(message: str, source: str, sentence: str) -> tuple[str, str, str]:
    return clean(message), clean(source), clean(sentence)


def _rows(entries: Iterator[Entry]) -> Iterator[dict[str, Any]]:
    """The table's cells, in words."""
    for entry in entries:
        place = entry.place
        first = entry.evidence[0] if entry.evidence else None
        cells = {
            "traveller": entry.traveller,
            "event": entry.event,
            "place": place.name if place else entry.place_text,
            "country": place.country if place else "",
            "days": wording.days(entry.when),
            "status": entry.status,
            "source": "; ".join(entry.sources),
            "evidence": first.sentence if first else "",
        }
        yield {"seq": entry.seq, **{name: clean(text) for name, text in cells.items()}}
