"""Static trip maps for print: PNG, SVG and PDF of one drawing, made offline."""

from __future__ import annotations

from pathlib import Path

from timeline.errors import RenderError, UnknownNameError
from timeline.files import write_bytes
from timeline.records import Trips
from timeline.static_map.layout import compose
from timeline.static_map.themes import THEMES, theme

__all__ = ["FORMATS", "THEMES", "write_map"]

FORMATS = (".png", ".svg", ".pdf")


def write_map(
    trips: Trips,
    path: Path,
    *,
    size: tuple[int, int] = (1600, 1000),
    title: str = "",
    theme_name: str = "light",
    borders: str = "on",
    dpi: float = 96.0,
) -> Path:
    """Draw the trips to `path`; its ending says the format. Gives back the path.

    `size` is width and height in pixels (of 1/96 inch), `dpi` the resolution of a PNG, `borders` "on" or "off". Raises
    `UnknownNameError` for another format, theme or kind of borders and `RenderError` if it cannot be drawn or written.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UnknownNameError("map format", path.suffix or path.name, FORMATS)
    if borders not in ("on", "off"):
        raise UnknownNameError("kind of borders", borders, ("on", "off"))
    if min(size) < 200 or max(size) > 20_000:
        raise RenderError(f"a map of {size[0]}x{size[1]} pixels cannot be drawn: each side must be 200 to 20000")
    scene = compose(trips, size=size, title=title, theme=theme(theme_name), borders=borders == "on")
    if suffix == ".pdf":
        from timeline.static_map import pdf

        data = pdf.render(scene)
    else:
        from timeline.static_map import svg

        data = svg.png(scene, dpi) if suffix == ".png" else svg.render(scene).encode()
    write_bytes(path, data)
    return path
