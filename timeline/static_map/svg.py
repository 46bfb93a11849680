"""A scene as SVG. Text stays text, and everything that comes from outside is escaped."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from timeline.static_map import fonts
from timeline.static_map.scene import Lines, Pill, Scene, Shape, Text

_FONT_STACK = f"{fonts.FAMILY}, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"


def render(scene: Scene) -> str:
    """The whole document."""
    w = scene.window
    body = "\n".join(_shape(s) for s in scene.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{scene.width}" height="{scene.height}" '
        f'viewBox="0 0 {scene.width} {scene.height}" role="img" font-family="{_FONT_STACK}">\n'
        f"<title>{escape(scene.title)}</title>\n<desc>{escape(scene.description)}</desc>\n"
        f'<defs><clipPath id="window"><rect x="{w.left:g}" y="{w.top:g}" width="{w.right - w.left:g}" '
        f'height="{w.bottom - w.top:g}"/></clipPath></defs>\n'
        f'<rect width="{scene.width}" height="{scene.height}" fill="{scene.background}"/>\n{body}\n</svg>\n'
    )


def png(scene: Scene, dpi: float = 96.0) -> bytes:
    """The scene as PNG; `dpi` 96 gives one pixel for each of the scene's, 192 two."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=render(scene), zoom=dpi / 96, font_files=fonts.paths(), font_family=fonts.FAMILY,
            sans_serif_family=fonts.FAMILY,
        )
    )  # fmt: skip


def _shape(shape: Shape) -> str:
    if isinstance(shape, Lines):
        return _lines(shape)
    return _pill(shape) if isinstance(shape, Pill) else _text(shape)


def _paint(fill: str, stroke: str, width: float) -> str:
    pen = f' stroke="{stroke}" stroke-width="{width:g}"' if stroke else ""
    return f'fill="{fill or "none"}"{pen}'


def _clip(clip: bool) -> str:
    return ' clip-path="url(#window)"' if clip else ""


def _lines(shape: Lines) -> str:
    end = "Z" if shape.closed else ""
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in shape.lines if line)
    dash = f' stroke-dasharray="{" ".join(f"{d:g}" for d in shape.dash)}"' if shape.dash else ""
    paint = _paint(shape.fill, shape.stroke, shape.width)
    return f'<path d="{path}" {paint} fill-rule="evenodd" stroke-linejoin="round"{dash}{_clip(shape.clip)}/>'


def _pill(shape: Pill) -> str:
    b = shape.box
    return (
        f'<rect x="{b.left:.1f}" y="{b.top:.1f}" width="{b.right - b.left:.1f}" height="{b.bottom - b.top:.1f}" '
        f'rx="{shape.radius:.1f}" {_paint(shape.fill, shape.stroke, shape.width)}{_clip(shape.clip)}/>'
    )


def _text(shape: Text) -> str:
    size = f"{shape.size:.3g}"
    halo = (
        f' stroke="{shape.halo}" stroke-width="{shape.size * 0.22:.2f}" stroke-linejoin="round" paint-order="stroke"'
        if shape.halo
        else ""
    )
    weight = ' font-weight="bold"' if shape.bold else ""
    anchor = f" text-anchor={quoteattr(shape.anchor)}" if shape.anchor != "start" else ""
    return (
        f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{size}" fill="{shape.fill}"'
        f"{anchor}{weight}{halo}>{escape(shape.text)}</text>"
    )
