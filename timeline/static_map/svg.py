"""A scene as SVG. Text stays text, and everything that comes from outside is escaped."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from timeline.static_map import fonts
from timeline.static_map.faces import FAMILY, Face, own
from timeline.static_map.scene import Lines, Pill, Scene, Shape, Text

_FONT_STACK = f"{FAMILY}, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"


def render(scene: Scene, *, zoom: float = 1.0, carried: bool = True) -> str:
    """The whole document, `zoom` pixels of its own for each of the scene's.

    If the fonts are `carried`, the letters that are used travel in it, so that it looks the same everywhere.
    """
    body = "\n".join(map(_shape, scene.shapes))
    letters = _letters(scene) if carried else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{scene.width * zoom:g}" height="{scene.height * zoom:g}" '
        f'viewBox="0 0 {scene.width} {scene.height}" role="img" font-family="{_FONT_STACK}">\n'
        f"<title>{escape(scene.title)}</title>\n<desc>{escape(scene.description)}</desc>\n"
        f"<defs>{letters}</defs>\n"
        f'<rect width="{scene.width}" height="{scene.height}" fill="{scene.background}"/>\n{body}\n</svg>\n'
    )


def _letters(scene: Scene) -> str:
    """The fonts of the scene, cut down to its letters, as a style sheet."""
    rules = (
        f"@font-face{{font-family:{_quoted(face.families[:1])};font-weight:{'bold' if bold else 'normal'};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(_subset(face, letters)).decode()})}}"
        for face, bold, letters in fonts.used((text.text, text.bold) for text in scene.texts())
    )
    return f"<style>{''.join(rules)}</style>"


def _subset(face: Face, letters: str) -> bytes:
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    return bytes(hb.subset(face.shaped.face, wanted).blob.data)


def _quoted(families: Iterable[str]) -> str:
    """Names of fonts as CSS has them; a name comes from a file, so it is kept from breaking out."""
    return ", ".join("'" + escape(name.translate(dict.fromkeys(map(ord, "'\"\\"), ""))) + "'" for name in families)


def _shape(shape: Shape) -> str:
    if isinstance(shape, Lines):
        return _lines(shape)
    return _pill(shape) if isinstance(shape, Pill) else _text(shape)


def _paint(fill: str, stroke: str, width: float) -> str:
    pen = f' stroke="{stroke}" stroke-width="{width:.3g}"' if stroke else ""
    return f'fill="{fill or "none"}"{pen}'


def _lines(shape: Lines) -> str:
    end = "Z" if shape.closed else ""
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in shape.lines if line)
    dash = f' stroke-dasharray="{" ".join(f"{d:g}" for d in shape.dash)}"' if shape.dash else ""
    paint = _paint(shape.fill, shape.stroke, shape.width)
    return f'<path d="{path}" {paint} fill-rule="evenodd" stroke-linejoin="round"{dash}/>'


def _pill(shape: Pill) -> str:
    b = shape.box
    return (
        f'<rect x="{b.left:.1f}" y="{b.top:.1f}" width="{b.right - b.left:.1f}" height="{b.bottom - b.top:.1f}" '
        f'rx="{shape.radius:.1f}" {_paint(shape.fill, shape.stroke, shape.width)}/>'
    )


def _text(shape: Text) -> str:
    look = f'y="{shape.y:.1f}" font-size="{shape.size:.3g}" fill="{shape.fill}"' + _weight(shape) + _halo(shape)
    pieces = fonts.runs(shape.text, shape.bold)
    if len(pieces) < 2:
        family = "".join(_family(face, shape.bold) for face, _ in pieces)
        anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
        return f'<text x="{shape.x:.1f}" {look}{anchor}{family}>{escape(shape.text)}</text>'
    wide = fonts.width(shape.text, shape.size, shape.bold)
    left = shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
    return f"<text {look}>{''.join(_spans(shape, pieces, left))}</text>"


def _spans(shape: Text, pieces: Iterable[tuple[Face, str]], left: float) -> Iterator[str]:
    """The pieces, each set on its own place: resvg lets the font of one run over into the next otherwise."""
    for face, piece in pieces:
        yield f'<tspan x="{left:.1f}"{_family(face, shape.bold)}>{escape(piece)}</tspan>'
        left += fonts.width_in(face, piece, shape.size)


def _family(face: Face, bold: bool) -> str:
    return "" if face is own(bold) else f' font-family="{_quoted(face.families)}, sans-serif"'


def _weight(shape: Text) -> str:
    return ' font-weight="bold"' if shape.bold else ""


def _halo(shape: Text) -> str:
    if not shape.halo:
        return ""
    width = f"{shape.size * 0.22:.2f}"
    return f' stroke="{shape.halo}" stroke-width="{width}" stroke-linejoin="round" paint-order="stroke"'
