"""Our static map beside plain cartopy's and py-staticmaps's: one trip of ten stops as PNG, SVG and PDF, all in.

    pip install cartopy py-staticmaps
    python benchmarks/maps.py ../shared/data/naturalearth [--runs 5] [--pictures benchmarks/pictures]

Each drawing is a process of its own, from start to the third file; the three take turns, so that all meet the same
machine. Cartopy draws Natural Earth's land and border lines of the given folder, at the scale ours has (1:50m), great
circles, a numbered marker and a name for each stop. py-staticmaps has no map to draw without a network (only the lines
and markers), and its PDF needs cairo, so it makes PNG and SVG. The bar: ours takes at most half of cartopy's time.
Exit status: 0 it does, 1 not.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

BAR = 0.5
STOPS = (
    ("Washington", 38.8951, -77.0364), ("London", 51.5085, -0.1257), ("Brussels", 50.8505, 4.3488),
    ("Berlin", 52.5244, 13.4105), ("Ankara", 39.9199, 32.8543), ("Cairo", 30.0626, 31.2497),
    ("Riyadh", 24.6877, 46.7219), ("New Delhi", 28.6358, 77.2245), ("Tokyo", 35.6895, 139.6917),
    ("Honolulu", 21.3069, -157.8583),
)  # fmt: skip
WIDE, HIGH = 1600, 1000


def ours(folder: Path, naturalearth: Path) -> None:
    """The three files as the program makes them."""
    from timeline.records import Entry, Place, Trip, Trips, When
    from timeline.static_map import write_map

    entries = []
    for number, (name, latitude, longitude) in enumerate(STOPS, 1):
        day = date(2023, 2, 26) + timedelta(days=number)
        place = Place(name, latitude, longitude, "", f"stop:{number}")
        when = When(day, day + timedelta(days=1), day, day, "day")
        entries.append(
            Entry("t", number, "A. Traveller", "", "stop", place, name, when, "reported", "", 1.0, None, ())
        )  # fmt: skip
    trips = Trips((Trip("t", "A. Traveller", tuple(entries)),))
    for suffix in (".png", ".svg", ".pdf"):
        write_map(trips, folder / f"ours{suffix}", size=(WIDE, HIGH))


def cartopy(folder: Path, naturalearth: Path) -> None:
    """The three files of one figure."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    from cartopy import crs
    from shapely.geometry import shape

    def layer(name: str) -> list[Any]:
        found = json.loads((naturalearth / f"ne_50m_{name}.json").read_text(encoding="utf-8"))
        return [shape(feature["geometry"]) for feature in found["features"]]

    figure = plt.figure(figsize=(WIDE / 100, HIGH / 100), dpi=100)
    axes = figure.add_subplot(projection=crs.EqualEarth(central_longitude=30))
    axes.set_facecolor("#dfeaf1")
    flat = crs.PlateCarree()
    axes.add_geometries(layer("land"), flat, facecolor="#f7f4ea", edgecolor="#b5ad9c", linewidth=0.5)
    lines = layer("admin_0_boundary_lines_land")
    axes.add_geometries(lines, flat, facecolor="none", edgecolor="#b5ad9c", linewidth=0.5)
    xs, ys = [x for _, _, x in STOPS], [y for _, y, _ in STOPS]
    axes.plot(xs, ys, color="#b3261e", transform=crs.Geodetic())
    for number, (name, latitude, longitude) in enumerate(STOPS, 1):
        axes.plot(longitude, latitude, "o", color="#b3261e", markersize=12, transform=flat)
        axes.text(longitude, latitude, str(number), color="white", ha="center", va="center", transform=flat)
        axes.text(longitude + 3, latitude + 3, name, transform=flat)
    axes.set_global()
    axes.set_title("A. Traveller: 10 places")
    for suffix in (".png", ".svg", ".pdf"):
        figure.savefig(folder / f"cartopy{suffix}")


def staticmaps(folder: Path, naturalearth: Path) -> None:
    """PNG and SVG, without a map beneath."""
    import staticmaps as maps

    context = maps.Context()
    context.set_tile_provider(maps.tile_provider_None)
    points = [maps.create_latlng(latitude, longitude) for _, latitude, longitude in STOPS]
    context.add_object(maps.Line(points, color=maps.Color(179, 38, 30), width=2))
    for point in points:
        context.add_object(maps.Marker(point, color=maps.Color(179, 38, 30), size=12))
    context.render_pillow(WIDE, HIGH).save(folder / "staticmaps.png")
    with (folder / "staticmaps.svg").open("w", encoding="utf-8") as file:
        context.render_svg(WIDE, HIGH).write(file)


TOOLS = {"ours": ours, "cartopy": cartopy, "staticmaps": staticmaps}


def once(name: str, folder: Path, naturalearth: Path) -> tuple[float, float]:
    """Seconds of one run in a process of its own: by the clock, and of the processor."""
    words = [sys.executable, __file__, str(naturalearth), "--draw", name, "--pictures", str(folder)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio_of(ours: list[tuple[float, float]], theirs: list[tuple[float, float]], column: int) -> float:
    """How the medians of a column compare."""
    return statistics.median(t[column] for t in ours) / statistics.median(t[column] for t in theirs)


def small(folder: Path, pictures: Path) -> None:
    """The PNGs at half their size, for a look at them side by side."""
    from PIL import Image

    pictures.mkdir(parents=True, exist_ok=True)
    for name in TOOLS:
        with Image.open(folder / f"{name}.png") as picture:
            half = picture.convert("RGB").resize((WIDE // 2, HIGH // 2), Image.Resampling.LANCZOS)
            half.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
                pictures / f"map-{name}.png", optimize=True
            )


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("naturalearth", type=Path)
    ask.add_argument("--runs", type=int, default=5)
    ask.add_argument("--pictures", type=Path)
    ask.add_argument("--draw", choices=TOOLS, help=argparse.SUPPRESS)
    wanted = ask.parse_args()
    if wanted.draw:
        TOOLS[wanted.draw](wanted.pictures, wanted.naturalearth)
        return 0
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in TOOLS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for run in range(wanted.runs + 1):
            for tool, measured in times.items():
                seconds = once(tool, folder, wanted.naturalearth)
                if run:  # the first one reads the files from the disk and writes the byte code
                    measured.append(seconds)
        for tool, measured in times.items():
            clock, work = (statistics.median(column) for column in zip(*measured, strict=True))
            print(f"{tool}: median {clock:.2f} s, of the processor {work:.2f} s")
        if wanted.pictures:
            small(folder, wanted.pictures)
    ratio, work = (ratio_of(times["ours"], times["cartopy"], column) for column in (0, 1))
    print(f"ours takes {ratio:.2f} of cartopy's time (bar {BAR}), {work:.2f} of its work")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
