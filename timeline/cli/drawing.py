"""The commands that show an itinerary in another form: `map`, `export`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from timeline.cli.common import borders_option, guarded, say, title_option

_SIZE = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(px|mm|cm|in)?")
_PIXELS = {"px": 1.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def _pixels(context: click.Context, option: click.Parameter, value: str) -> tuple[int, int]:
    """Width and height, as 1600x1000, 297x210mm or 11x8.5in, in pixels of 1/96 inch."""
    found = _SIZE.fullmatch(value.lower().replace(" ", ""))
    if not found:
        raise click.BadParameter(f"{value!r} is not of the form 1600x1000, 297x210mm or 11x8.5in")
    pixels = _PIXELS[found[3] or "px"]
    return round(float(found[1]) * pixels), round(float(found[2]) * pixels)


@click.command(name="map")
@click.argument("itinerary", type=click.Path(path_type=Path), metavar="ITINERARY.csv")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help=".png, .svg or .pdf"
)
@click.option(
    "--size", callback=_pixels, default="1600x1000", show_default=True, help="In pixels, mm, cm or in: 297x210mm."
)
@click.option("--dpi", default=96.0, show_default=True, help="Resolution of a PNG.")
@click.option("--theme", "theme_name", metavar="NAME", default="light", show_default=True, help="light, dark, grey")
@click.option(
    "--projection",
    metavar="NAME",
    default="auto",
    show_default=True,
    help="auto, conic, azimuthal, polar, equal-earth",
)
@click.option("--locale", metavar="NAME", default="en-GB", show_default=True, help="Form of days and numbers, as de.")
@click.option(
    "--layout",
    metavar="NAME",
    default="auto",
    show_default=True,
    help="One map of all travellers (one), a small one for each, or each for two to twelve (auto).",
)
@click.option("--inset/--no-inset", default=True, help="Enlarge the region that most stops crowd.")
@title_option
@borders_option
@guarded
def map_(itinerary: Path, output: Path, **wishes: Any) -> None:
    """Draw a static trip map for print.

    Example: timeline map site/itinerary.csv -o trip.png --size 297x210mm --dpi 300
    """
    from timeline.frame import read_csv
    from timeline.static_map import write_map

    write_map(read_csv(itinerary), output, tell=say, **wishes)
    click.echo(str(output))


@click.command()
@click.argument("itinerary", type=click.Path(path_type=Path), metavar="ITINERARY.csv")
@click.option(
    "--format",
    "form",
    required=True,
    metavar="NAME",
    help="csv, geojson, gpx, ics, json, jsonld, kml, lpf, markdown, parquet, timelinejs or xlsx.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE")
@guarded
def export(itinerary: Path, form: str, output: Path) -> None:
    """Write an itinerary in another format.

    Example: timeline export site/itinerary.csv --format geojson -o trip.geojson
    """
    from timeline.export import exporter
    from timeline.frame import read_csv

    write = exporter(form)
    write(read_csv(itinerary), output)
    click.echo(str(output))
