"""The commands that make an itinerary: `build`, `extract`, `render`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.cli.common import (
    columns_option,
    confidence_option,
    corrections_option,
    edited_table,
    guarded,
    inputs_argument,
    limit_option,
    publish,
    published_option,
    read_items,
    site_options,
    size_option,
    tell,
    waiting,
)

if TYPE_CHECKING:
    from timeline.records import Dispatch, RawEvent


@click.command()
@inputs_argument
@published_option
@columns_option
@size_option
@limit_option
@confidence_option
@corrections_option
@site_options
@guarded
def build(
    inputs: tuple[str, ...],
    output: Path,
    published: datetime | None,
    columns: str,
    max_mb: float,
    limits: tuple[str, ...],
    min_confidence: float,
    corrections: Path | None,
    overwrite: bool,
    title: str,
    borders: str,
    embed: bool,
) -> int:
    """Read dispatches or events and write a site: index.html, itinerary.csv, itinerary.json.

    An itinerary.csv in DIR that was edited by hand is not written over: take its edits along with --corrections.

    \b
    Example: timeline build story.txt -o site
    Example: timeline build story.txt --corrections site/itinerary.csv -o site
    """
    from timeline.corrections import apply
    from timeline.pipeline import build as run

    edited = edited_table(corrections, output, overwrite)
    items, failed = read_items(inputs, published, columns, max_mb, limits)
    if failed and not items:
        return 1
    with waiting(items) as bar:
        trips = run(bar, min_confidence=min_confidence)
    if edited:
        trips = apply(trips, edited)
    tell(trips.problems)
    publish(trips, output, title, borders, embed=embed)
    return 1 if failed else 0


@click.command()
@inputs_argument
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write here, not to stdout.")
@click.option("--explain", is_flag=True, help="Show what was found and dropped, and why, instead of the events.")
@published_option
@columns_option
@size_option
@limit_option
@guarded
def extract(
    inputs: tuple[str, ...],
    form: str,
    output: Path | None,
    explain: bool,
    published: datetime | None,
    columns: str,
    max_mb: float,
    limits: tuple[str, ...],
) -> int:
    """Read dispatches and print the events found, before merging.

    Example: timeline extract story.txt --format jsonl
    """
    from timeline.files import as_bytes, write_text

    items, failed = read_items(inputs, published, columns, max_mb, limits)
    text = _explained(items) if explain else _events(items, form)
    if output:
        write_text(output, text)
    else:
        click.echo(as_bytes(text), nl=False)  # UTF-8, whatever the terminal's encoding
    return 1 if failed else 0


def _explained(items: Sequence[Dispatch | RawEvent]) -> str:
    from timeline.pipeline import explain
    from timeline.records import Dispatch

    return "".join(f"{line}\n" for item in items if isinstance(item, Dispatch) for line in explain(item))


def _events(items: Sequence[Dispatch | RawEvent], form: str) -> str:
    import json

    from timeline.frame import EVENT_COLUMNS, event_row, to_csv
    from timeline.pipeline import extract_all

    with waiting(items) as bar:
        events, problems = extract_all(bar)
    tell(problems)
    rows = [event_row(event) for event in events]
    if form == "csv":
        return to_csv(rows, EVENT_COLUMNS)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@click.command()
@click.argument("itinerary", type=click.Path(path_type=Path), metavar="ITINERARY.csv")
@site_options
@guarded
def render(itinerary: Path, output: Path, overwrite: bool, title: str, borders: str, embed: bool) -> None:
    """Write the site from an itinerary that a person has edited, with the edits marked.

    The program's own rows are known from the itinerary.json beside the table, which itself is never written over.

    Example: timeline render site/itinerary.csv -o site2
    """
    from timeline.corrections import check_folder, read_edited

    trips = read_edited(itinerary).trips
    table = output / "itinerary.csv"
    same = table.exists() and itinerary.samefile(table)
    if not same and not overwrite:
        check_folder(output)
    tell([p for p in trips.problems if p.source == str(itinerary)])  # the others were told when it was built
    publish(trips, output, title, borders, table=not same, embed=embed)
