"""A scene as a one-page PDF with live text; a pixel of the scene is 0.75 point."""

from __future__ import annotations

import io
from typing import Any

from timeline.static_map import fonts
from timeline.static_map.scene import Lines, Pill, Scene, Shape, Text

POINT = 0.75


def render(scene: Scene) -> bytes:
    """The document; the same scene gives the same bytes."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    size = (scene.width * POINT, scene.height * POINT)
    canvas = Canvas(out, pagesize=size, pageCompression=1, invariant=1)
    canvas.setTitle(scene.title)
    canvas.setSubject(scene.description)
    canvas.translate(0, size[1])
    canvas.scale(POINT, -POINT)
    canvas.setLineJoin(1)
    canvas.setFillColor(HexColor(scene.background))
    canvas.rect(0, 0, scene.width, scene.height, stroke=0, fill=1)
    for shape in scene.shapes:
        canvas.saveState()
        _draw(canvas, scene, shape, HexColor)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Any, scene: Scene, shape: Shape, colour: Any) -> None:
    if isinstance(shape, Text):
        _text(canvas, shape, colour)
        return
    if shape.clip:
        w = scene.window
        window = canvas.beginPath()
        window.rect(w.left, w.top, w.right - w.left, w.bottom - w.top)
        canvas.clipPath(window, stroke=0, fill=0)
    if shape.fill:
        canvas.setFillColor(colour(shape.fill))
    if shape.stroke:
        canvas.setStrokeColor(colour(shape.stroke))
        canvas.setLineWidth(shape.width)
    if isinstance(shape, Pill):
        b = shape.box
        radius = min(shape.radius, (b.right - b.left) / 2, (b.bottom - b.top) / 2)
        canvas.roundRect(
            b.left, b.top, b.right - b.left, b.bottom - b.top, radius, stroke=bool(shape.stroke), fill=bool(shape.fill)
        )
        return
    if shape.dash:
        canvas.setDash(list(shape.dash))
    canvas.drawPath(_path(canvas, shape), stroke=bool(shape.stroke), fill=bool(shape.fill), fillMode=0)


def _path(canvas: Any, shape: Lines) -> Any:
    path = canvas.beginPath()
    for line in shape.lines:
        for i, (x, y) in enumerate(line):
            (path.lineTo if i else path.moveTo)(x, y)
        if shape.closed and line:
            path.close()
    return path


def _text(canvas: Any, shape: Text, colour: Any) -> None:
    wide = fonts.width(shape.text, shape.size, shape.bold)
    left = shape.x - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
    canvas.translate(left, shape.y)
    canvas.scale(1, -1)
    if shape.halo:
        canvas.setStrokeColor(colour(shape.halo))
        canvas.setLineWidth(shape.size * 0.22)
        canvas.saveState()  # the mode outlives the text it is set in, and reportlab does not set it back to 0
        _runs(canvas, shape, mode=1)
        canvas.restoreState()
    canvas.setFillColor(colour(shape.fill))
    _runs(canvas, shape, mode=0)


def _runs(canvas: Any, shape: Text, mode: int) -> None:
    text = canvas.beginText(0, 0)
    text.setTextRenderMode(mode)
    for font, piece in fonts.runs(shape.text, shape.bold):
        text.setFont(font, shape.size)
        text.textOut(piece)
    canvas.drawText(text)
