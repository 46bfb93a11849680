"""Static trip maps for print: PNG, SVG and PDF of one drawing, made offline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from timeline.errors import RenderError, UnknownNameError
from timeline.files import write_bytes
from timeline.records import Trips
from timeline.static_map.arrange import LAYOUTS
from timeline.static_map.layout import Wish, compose
from timeline.static_map.projection import PROJECTIONS
from timeline.static_map.scene import Scene
from timeline.static_map.themes import THEMES, theme
from timeline.static_map.wording import LOCALE

__all__ = ["FORMATS", "LAYOUTS", "LOCALE", "PROJECTIONS", "THEMES", "write_map"]

FORMATS = (".png", ".svg", ".pdf")
_MOST_PIXELS = 20_000


def write_map(
    trips: Trips,
    path: Path,
    *,
    size: tuple[int, int] = (1600, 1000),
    title: str = "",
    theme_name: str = "light",
    borders: str = "on",
    dpi: float = 96.0,
    projection: str = "auto",
    locale: str = LOCALE,
    layout: str = "auto",
    inset: bool = True,
    tell: Callable[[str], None] = lambda message: None,
) -> Path:
    """Draw the trips to `path`; its ending says the format. Gives back the path.

    `size` is width and height in pixels (of 1/96 inch), `dpi` the resolution of a PNG, `borders` "on" or "off",
    `projection` one of `PROJECTIONS`, `locale` that of days and numbers, as "en-GB". `layout` is one of `LAYOUTS`:
    "one" map of all travellers, a small one for "each", or "auto": each if there are from two to twelve. `inset`
    allows the region that most stops crowd to be enlarged. `tell` is told in one line which letters no font has.
    Raises `UnknownNameError` for another name of these and `RenderError` if the map cannot be drawn or written.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UnknownNameError("map format", path.suffix or path.name, FORMATS)
    if borders not in ("on", "off"):
        raise UnknownNameError("kind of borders", borders, ("on", "off"))
    if min(size) < 200 or max(size) > _MOST_PIXELS:
        raise RenderError(f"a map of {size[0]}x{size[1]} pixels cannot be drawn: each side must be 200 to 20000")
    if suffix == ".png" and not 10 <= dpi <= 96 * _MOST_PIXELS / max(size):
        most = 96 * _MOST_PIXELS // max(size)
        raise RenderError(f"a map of this size cannot be drawn at {dpi:g} dpi: from 10 to {most} will do")
    wish = Wish(size, theme(theme_name), title, borders == "on", projection, locale, layout, inset)
    scene = compose(trips, wish)
    _tell_of_letters(scene, tell)
    write_bytes(path, _drawn(scene, suffix, dpi))
    return path


def _drawn(scene: Scene, suffix: str, dpi: float) -> bytes:
    from timeline.static_map import backends, svg

    if suffix == ".svg":
        return svg.render(scene).encode()
    return backends.pdf(scene) if suffix == ".pdf" else backends.png(scene, dpi)


def _tell_of_letters(scene: Scene, tell: Callable[[str], None]) -> None:
    from timeline.static_map.fonts import missing

    if letters := missing(text.text for text in scene.texts()):
        shown = letters[:20] + ("..." if len(letters) > 20 else "")
        extra = "pip install 'diplomatic-timeline[fonts]' brings Arabic, Chinese, Japanese and Korean"
        tell(f"no font has {shown}: install a font of that script, such as Noto's; {extra}")
