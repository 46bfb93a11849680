"""Great circles on the WGS84 ellipsoid: the way between two stops as a line of points."""

from __future__ import annotations

from itertools import pairwise

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
FAR_EAST = 90.0
"""Degrees east from which on the day begins 10 hours and more before that of America's east coast."""


def geodesic(start: Point, end: Point, step_km: float = 100.0) -> list[Point]:
    """Points on the shortest way from `start` to `end`, both included, at most `step_km` apart.

    Longitudes run on without a jump: beyond the date line they exceed +-180.
    """
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.InverseLine(start[1], start[0], end[1], end[0])
    pieces = max(1, int(line.s13 / (step_km * 1000)) + 1)
    mask = Geodesic.LATITUDE | Geodesic.LONGITUDE | Geodesic.LONG_UNROLL
    found = [line.Position(line.s13 * i / pieces, mask) for i in range(pieces + 1)]
    return [start, *((f["lon2"], f["lat2"]) for f in found[1:])]


def cut_at_antimeridian(line: list[Point]) -> list[list[Point]]:
    """A line whose longitudes run on, as pieces inside -180..180 that end and begin on the date line
    (RFC 7946, section 3.1.9)."""
    pieces: list[list[Point]] = [[line[0]]]
    for (x1, y1), (x2, y2) in pairwise(line):
        for edge in _edges_between(x1, x2):
            latitude = y1 + (y2 - y1) * (edge - x1) / (x2 - x1)
            pieces[-1].append((edge, latitude))
            pieces.append([(edge, latitude)])
        pieces[-1].append((x2, y2))
    return [_shifted(piece) for piece in pieces if len(piece) > 1]


def _edges_between(x1: float, x2: float) -> list[float]:
    edges = [e for e in (-540.0, -180.0, 180.0, 540.0) if min(x1, x2) < e < max(x1, x2)]
    return edges if x1 < x2 else edges[::-1]


def _shifted(piece: list[Point]) -> list[Point]:
    middle = (min(x for x, _ in piece) + max(x for x, _ in piece)) / 2
    turn = 360 * round(middle / 360)
    return [(x - turn, y) for x, y in piece]
