"""What a picture is made of, in pixels with y downwards; the back ends draw it as SVG or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

XY: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, left top right bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Whether the two come nearer to each other than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def inside(self, other: Box) -> bool:
        """Whether this lies wholly in `other`."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def holds(self, point: XY) -> bool:
        """Whether the point lies in it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def grown(self, by: float) -> Box:
        """The box with `by` more on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines or rings with one look; rings are filled by the even-odd rule."""

    lines: tuple[tuple[XY, ...], ...]
    closed: bool = False
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Pill:
    """A rectangle with round ends, or a circle where it is as wide as high."""

    box: Box
    fill: str
    stroke: str = ""
    width: float = 1.0
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is the baseline. `halo` draws a rim of that colour around the letters."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: Anchor = "start"
    bold: bool = False
    halo: str = ""


Shape: TypeAlias = Lines | Pill | Text


@dataclass(frozen=True, slots=True)
class Plate:
    """Where one map of the picture lies, and where on it labels, markers and lines of the route came to be."""

    window: Box
    labels: tuple[Box, ...]
    markers: tuple[Box, ...]
    ways: tuple[tuple[XY, ...], ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its size, its title for readers that cannot see it, its maps, and the shapes in order."""

    width: int
    height: int
    title: str
    description: str
    background: str
    plates: tuple[Plate, ...]
    shapes: tuple[Shape, ...]

    def texts(self) -> tuple[Text, ...]:
        """All that is written in it."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Text))
