"""Build `gazetteer/basemap-50m.json.gz`, the land and border lines behind the static maps.

    python scripts/build_static_basemap.py NATURALEARTH_DIR [OUTPUT]

NATURALEARTH_DIR holds the 1:50m layers of Natural Earth (public domain) as GeoJSON. The same input gives the same
bytes. Needs shapely (the `data` extra). Coordinates are whole hundredths of a degree, each line as first point and
differences, so that the file stays small; about one kilometre is finer than a page can show.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

SCALE = 100
TOLERANCE = 0.02  # degrees
SMALLEST_LAKE = 0.25  # square degrees
DISPUTED = ("disputed", "line of control", "indefinite", "claim", "breakaway")


def features(folder: Path, layer: str) -> Iterator[tuple[str, BaseGeometry]]:
    """The class (lower case) and geometry of every feature of a layer."""
    document = json.loads((folder / f"ne_50m_{layer}.json").read_text(encoding="utf-8"))
    for feature in document["features"]:
        properties = {k.lower(): v for k, v in feature["properties"].items()}
        yield str(properties.get("featurecla", "")).lower(), shape(feature["geometry"])


def simplified(geometry: BaseGeometry) -> BaseGeometry:
    """Fewer points; a thing too small to lose any, such as an atoll, is kept as it is."""
    smaller = geometry.simplify(TOLERANCE, preserve_topology=True)
    return geometry if smaller.is_empty else smaller


def parts(geometry: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    """Rings of polygons and points of lines."""
    for single in shapely.get_parts(geometry):
        if single.geom_type == "Polygon":
            yield list(single.exterior.coords)
            for ring in single.interiors:
                yield list(ring.coords)
        elif single.geom_type == "LineString":
            yield list(single.coords)


def packed(points: list[tuple[float, float]]) -> list[int]:
    """First point and differences, in hundredths of a degree; points that fall together are one."""
    whole = [(round(x * SCALE), round(y * SCALE)) for x, y, *_ in points]
    kept = [whole[0]] + [b for a, b in pairwise(whole) if a != b]
    flat = list(kept[0])
    for (ax, ay), (bx, by) in pairwise(kept):
        flat += [bx - ax, by - ay]
    return flat


def build(folder: Path) -> dict[str, object]:
    """The document: scale and, for each layer, the packed lines."""
    layers: dict[str, list[list[int]]] = {"land": [], "lakes": [], "borders": [], "disputed": []}
    for _, geometry in features(folder, "land"):
        layers["land"] += [packed(p) for p in parts(simplified(geometry))]
    for _, geometry in features(folder, "lakes"):
        if geometry.area >= SMALLEST_LAKE:
            layers["lakes"] += [packed(p) for p in parts(simplified(geometry))]
    for name in ("admin_0_boundary_lines_land", "admin_0_boundary_lines_disputed_areas"):
        for kind, geometry in features(folder, name):
            target = "disputed" if kind.startswith(DISPUTED) else "borders"
            layers[target] += [packed(p) for p in parts(simplified(geometry))]
    return {"scale": SCALE, "source": "Natural Earth 1:50m", **layers}


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    default = Path(__file__).resolve().parents[1] / "gazetteer" / "basemap-50m.json.gz"
    output = Path(arguments[1]) if len(arguments) == 2 else default
    text = json.dumps(build(Path(arguments[0])), separators=(",", ":"))
    output.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{output.name}: {output.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
