"""The commands that show an itinerary in another form: `map`, `export`."""

from __future__ import annotations

from pathlib import Path

import click

from timeline.cli.common import borders_option, guarded, title_option
from timeline.errors import UnknownNameError


@click.command(name="map")
@click.argument("itinerary", type=click.Path(path_type=Path), metavar="ITINERARY.csv")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help=".png, .svg or .pdf"
)
@click.option("--size", default="1600x1000", show_default=True, help="Width and height in pixels.")
@click.option("--theme", type=click.Choice(["light", "dark", "grey"]), default="light", show_default=True)
@title_option
@borders_option
@guarded
def map_(itinerary: Path, output: Path, size: str, theme: str, title: str, borders: str) -> None:
    """Draw a static trip map.

    Example: timeline map site/itinerary.csv -o trip.png
    """
    from timeline.frame import read_csv
    from timeline.static_map import write_map

    try:
        width, height = (int(n) for n in size.lower().split("x"))
    except ValueError:
        raise click.BadParameter(f"{size!r} is not of the form 1600x1000", param_hint="--size") from None
    write_map(read_csv(itinerary), output, size=(width, height), title=title, theme_name=theme, borders=borders)
    click.echo(str(output))


@click.command()
@click.argument("itinerary", type=click.Path(path_type=Path), metavar="ITINERARY.csv")
@click.option("--format", "form", required=True, metavar="NAME", help="csv, json, geojson, ...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE")
@guarded
def export(itinerary: Path, form: str, output: Path) -> None:
    """Write an itinerary in another format.

    Example: timeline export site/itinerary.csv --format geojson -o trip.geojson
    """
    from timeline.export import EXPORTERS
    from timeline.frame import read_csv

    if form not in EXPORTERS:
        raise UnknownNameError("format", form, EXPORTERS)
    EXPORTERS[form](read_csv(itinerary), output)
    click.echo(str(output))
