"""Where the markers go: on their places, and moved a little apart where they would hide each other."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from timeline.static_map.scene import XY, Box

_ROUNDS = 200
_GOLDEN = 2.399963  # radians; markers on the very same spot part in directions that never repeat


def parted(spots: Sequence[XY], widths: Sequence[float], height: float, gap: float) -> list[XY]:
    """Middles for markers of these widths and one height, as near to `spots` as they can be without overlapping.

    Crowds are moved apart step by step; a crowd too dense to be cleared in a bounded number of steps stays as it is
    by then.
    """
    found = list(spots)
    for _ in range(_ROUNDS):
        if not _pushed(found, widths, height + gap, gap):
            break
    return found


def _pushed(found: list[XY], widths: Sequence[float], high: float, gap: float) -> bool:
    """Pushes every pair that overlaps apart along the axis that needs less; whether there was any."""
    moved = False
    for i, j in _neighbours(found, max(widths, default=0.0) + gap):
        dx, dy = found[j][0] - found[i][0], found[j][1] - found[i][1]
        across = (widths[i] + widths[j]) / 2 + gap - abs(dx)
        down = high - abs(dy)
        if across <= 0.01 or down <= 0.01:
            continue
        moved = True
        if abs(dx) + abs(dy) < 0.01:
            step = (math.cos(j * _GOLDEN), math.sin(j * _GOLDEN))
        elif across < down:
            step = (math.copysign(across / 2, dx), 0.0)
        else:
            step = (0.0, math.copysign(down / 2, dy))
        found[i] = (found[i][0] - step[0], found[i][1] - step[1])
        found[j] = (found[j][0] + step[0], found[j][1] + step[1])
    return moved


def _neighbours(found: Sequence[XY], reach: float) -> Iterator[tuple[int, int]]:
    """The pairs that are less than `reach` apart from left to right, the lower number first."""
    order = sorted(range(len(found)), key=lambda n: (found[n][0], n))
    xs = [found[n][0] for n in order]
    for at, one in enumerate(order):
        for other in order[at + 1 : bisect_left(xs, xs[at] + reach, at + 1)]:
            yield (one, other) if one < other else (other, one)


def box(middle: XY, width: float, height: float) -> Box:
    """The rectangle of that size about `middle`."""
    x, y = middle
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
