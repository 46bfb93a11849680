"""The SVG of a scene made into PNG and PDF by resvg and svg2pdf, which lay text out alike."""

from __future__ import annotations

import io
import re
import struct
import zlib

from timeline.errors import RenderError
from timeline.static_map import fonts, svg
from timeline.static_map.faces import FAMILY, own
from timeline.static_map.scene import Scene

PIXEL = 96.0
"""Pixels of a scene to the inch."""
_POINT = 0.75
_FONTS = re.compile(rb"(/Font <<\n)((?:\s+/\w+ \d+ 0 R\n)+)")
_HEADER = 33  # bytes of a PNG's signature and first chunk


def png(scene: Scene, dpi: float = PIXEL) -> bytes:
    """The scene as PNG; `dpi` 96 gives one pixel for each of the scene's, 192 two. The file names its resolution."""
    import resvg_py

    try:
        data = bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg.render(scene, carried=False), zoom=dpi / PIXEL, font_files=_files(scene),
                font_family=FAMILY, sans_serif_family=FAMILY, skip_system_fonts=True,
            )
        )  # fmt: skip
    except ValueError as err:
        raise RenderError(f"the map cannot be drawn: {err}") from err
    return data[:_HEADER] + _resolution(dpi) + data[_HEADER:]


def _resolution(dpi: float) -> bytes:
    """The chunk pHYs (PNG specification, 11.3.5.3): pixels to the metre, both ways."""
    body = b"pHYs" + struct.pack(">IIB", *2 * (round(dpi / 0.0254),), 1)
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


def pdf(scene: Scene) -> bytes:
    """The scene as a page with live text; a pixel of the scene is 0.75 point. The same scene gives the same bytes."""
    import svg2pdf_py

    known = svg2pdf_py.FontDatabase()
    for path in _files(scene):
        known.load_font_file(path)
    try:
        data = bytes(svg2pdf_py.svg_to_pdf(svg.render(scene, zoom=_POINT, carried=False), known))
    except (ValueError, RuntimeError) as err:
        raise RenderError(f"the map cannot be drawn: {err}") from err
    return _settled(data, scene)


def _settled(data: bytes, scene: Scene) -> bytes:
    """The document with its title, and its objects in an order that is the same in every run."""
    from pypdf import PdfReader, PdfWriter

    # svg2pdf names and writes the fonts of a page in any order; copied page by page they follow their names
    ordered = _FONTS.sub(lambda found: found[1] + b"".join(sorted(found[2].splitlines(keepends=True))), data)
    settled = PdfWriter()
    settled.add_page(PdfReader(io.BytesIO(ordered)).pages[0])
    settled.add_metadata({"/Title": scene.title, "/Subject": scene.description, "/Producer": "timeline"})
    out = io.BytesIO()
    settled.write(out)
    return out.getvalue()


def _files(scene: Scene) -> list[str]:
    """The font files that the scene needs, Roboto first."""
    texts = ((text.text, text.bold) for text in scene.texts())
    needed = (face.path for face, _, _ in fonts.used(texts))
    return list(dict.fromkeys([own().path, own(True).path, *needed]))
