"""Land, lakes and border lines of Natural Earth, projected and cut to the map's window."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Sequence
from functools import cache, lru_cache

from timeline.errors import RenderError
from timeline.geodesy import Point
from timeline.resources import folder
from timeline.static_map.cutting import cut, cut_line, filled, holds, split, turned
from timeline.static_map.projection import Azimuthal, Conic, Projection
from timeline.static_map.scene import XY, Box

FILE = "basemap-50m.json.gz"
_KEPT = 32  # layers of maps just drawn, for the same map in another format
_STEP = 4.0  # degrees; a longer edge of a ring (the south of Antarctica) would cut a corner on a cone
# the circle of radius 2 stands for the point opposite the centre of an azimuthal map
_RIM = tuple((2.0 * math.cos(a / 60 * math.tau), 2.0 * math.sin(a / 60 * math.tau)) for a in range(60))


@cache
def layers() -> dict[str, list[list[Point]]]:
    """Layer -> its lines in degrees. Raises `RenderError` if the file is missing or damaged."""
    try:
        document = json.loads(gzip.decompress((folder("gazetteer") / FILE).read_bytes()))
        scale = document["scale"]
        return {n: [_unpacked(p, scale) for p in document[n]] for n in ("land", "lakes", "borders", "disputed")}
    except (OSError, EOFError, ValueError, KeyError) as err:
        raise RenderError(f"{FILE}: the base map cannot be read: {err}") from err


def _unpacked(flat: Sequence[int], scale: int) -> list[Point]:
    points, x, y = [], 0, 0
    for i in range(0, len(flat), 2):
        x, y = x + flat[i], y + flat[i + 1]
        points.append((x / scale, y / scale))
    return points


@lru_cache(maxsize=_KEPT)
def rings(layer: str, projection: Projection, window: Box) -> tuple[tuple[XY, ...], ...]:
    """The rings of an area layer in the plane of the projection, cut to `window`; to be filled by the even-odd rule."""
    found: list[list[XY]] = []
    for ring in layers()[layer]:
        if isinstance(projection, Azimuthal):
            found += _azimuthal_ring(ring, projection)
            continue
        for part in turned(ring, projection.longitude):
            bent = filled([*part, part[0]], _STEP) if isinstance(projection, Conic) else part
            found.append([projection.project(x, y) for x, y in bent])
    return tuple(tuple(c) for ring in found if len(c := cut(ring, window)) > 2)


@lru_cache(maxsize=_KEPT)
def lines(layer: str, projection: Projection, window: Box) -> tuple[tuple[XY, ...], ...]:
    """The lines of a layer in the plane of the projection, cut to `window`."""
    found: list[tuple[XY, ...]] = []
    for line in layers()[layer]:
        for part in split(line, projection.longitude):
            found += cut_line([projection.project(x, y) for x, y in part], window)
    return tuple(found)


def globe(projection: Projection, window: Box) -> tuple[XY, ...]:
    """The rim of the whole earth in the plane of the projection, cut to `window`: beyond it there is only paper."""
    if isinstance(projection, Azimuthal):
        return tuple(cut(_RIM, window))
    west, east = projection.longitude - 180.0, projection.longitude + 180.0
    corners = [(east, -90.0), (east, 90.0), (west, 90.0), (west, -90.0), (east, -90.0)]
    return tuple(cut([projection.project(x, y) for x, y in filled(corners, 2.0)], window))


def _azimuthal_ring(ring: list[Point], projection: Azimuthal) -> list[list[XY]]:
    """A ring around the point opposite the centre turns inside out; together with the rim of the map it is right."""
    plane = [projection.project(x, y) for x, y in ring]
    turn = 0.0
    if max(math.hypot(x, y) for x, y in plane) > 1.5:
        angles = [math.atan2(y, x) for x, y in plane]
        turn = sum(math.remainder(b - a, math.tau) for a, b in zip(angles, [*angles[1:], angles[0]], strict=True))
    inside_out = abs(turn) > math.pi and not holds(ring, (projection.longitude, projection.latitude))
    return [plane, list(_RIM)] if inside_out else [plane]
