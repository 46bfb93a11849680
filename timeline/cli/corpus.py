"""The commands that keep a corpus: `corpus add`, `retry`, `build`, `query`, `status`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.common import (
    DAY,
    confidence_option,
    corrections_option,
    counted,
    edited_table,
    guarded,
    inputs_argument,
    limit_option,
    limits_of,
    on_terminal,
    publish,
    published_option,
    say,
    site_options,
    size_option,
    tell,
)
from timeline.errors import InputError

if TYPE_CHECKING:
    from types import ModuleType

    from timeline.corpus import Engine, Question, Store

# Arrow's own allocators keep what they no longer need; the system's gives it back
_SPARING = ("ARROW_DEFAULT_MEMORY_POOL", "system")
_store = click.argument("store", metavar="STORE")
_seconds = click.option(
    "--time-limit", default=60.0, show_default=True, type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
    help="Set a document aside that takes longer.",
)  # fmt: skip
_scheduler = click.option("--scheduler", default="", metavar="ADDRESS", help="Of a Dask scheduler, as tcp://host:8786.")
_cores = click.option("--cores", type=click.IntRange(1), help="Processes on this machine (default: one a core).")
_traveller = click.option("--traveller", default="", metavar="NAME", help="Words of the traveller's name.")
_country = click.option("--country", default="", metavar="COUNTRY", help="ISO 3166-1 alpha-2 code or name.")
_between = click.option("--between", type=(DAY, DAY), metavar="FIRST LAST", help="Days, as 2023-02-01 2023-02-28.")


def _corpus() -> ModuleType:
    """The room, whose libraries are an extra."""
    os.environ.setdefault(*_SPARING)
    try:
        from timeline import corpus
    except ImportError as err:
        message = f"a corpus needs {err.name}, which is not installed: pip install 'diplomatic-timeline[corpus]'"
        raise InputError(message) from None
    return corpus


@contextmanager
def _engine(scheduler: str, cores: int | None) -> Iterator[Engine]:
    found: Engine = _corpus().engine(scheduler, cores)
    try:
        yield found
    finally:
        found.close()


@click.group()
def corpus() -> None:
    """Keep many documents with what was found in them, and ask for their trips.

    Example: timeline corpus add store news
    """


@corpus.command()
@_store
@inputs_argument
@published_option
@size_option
@limit_option
@_seconds
@_cores
@_scheduler
@guarded
def add(
    store: str, inputs: tuple[str, ...], published: datetime | None, max_mb: float, limits: tuple[str, ...],
    time_limit: float, cores: int | None, scheduler: str,
) -> int:  # fmt: skip
    """Read inputs into a store; what it knows already is not read again.

    Example: timeline corpus add store news
    """
    room = _corpus()
    options = limits_of(max_mb, limits)
    kept = room.Store(store).make()
    day = published.date().isoformat() if published else ""
    with _engine(scheduler, cores) as engine, _progress(lambda: room.waiting(kept, inputs, day)) as progress:
        total = room.add(kept, inputs, engine, published=day, seconds=time_limit, options=options, progress=progress)
    return _told(store, total)


@corpus.command()
@_store
@size_option
@limit_option
@_seconds
@_cores
@_scheduler
@guarded
def retry(
    store: str, max_mb: float, limits: tuple[str, ...], time_limit: float, cores: int | None, scheduler: str
) -> int:
    """Try again what could not be read.

    Example: timeline corpus retry store --time-limit 300
    """
    room = _corpus()
    options = limits_of(max_mb, limits)
    kept = room.Store(store).open()
    with _engine(scheduler, cores) as engine, _progress(lambda: None) as progress:
        total = room.retry(kept, engine, seconds=time_limit, options=options, progress=progress)
    return _told(store, total)


def _told(store: str, total: dict[str, int]) -> int:
    click.echo(
        f"{store}: {counted(total['inputs'], 'input')} read, {counted(total['documents'], 'document')}, "
        f"{counted(total['events'], 'event')}"
    )
    lost = total["unread"] + total["failed"]
    if lost:
        say(f"{lost} could not be read; see `timeline corpus status {store}`")
    return 1 if lost else 0


@contextmanager
def _progress(total: Callable[[], int | None]) -> Iterator[Callable[[dict[str, int]], None]]:
    """A bar with rate and time left on a terminal, and nothing on a pipe."""
    from tqdm import tqdm

    shown = on_terminal()
    bar = tqdm(total=total() if shown else None, disable=not shown, unit="B", unit_scale=True, leave=False)
    documents = 0

    def told(tally: dict[str, int]) -> None:
        nonlocal documents
        documents += tally["documents"]
        rate = documents / max(bar.format_dict["elapsed"], 0.1) if shown else 0
        bar.set_postfix_str(f"{documents} documents, {rate:.0f}/s", refresh=False)
        bar.update(tally["bytes"])

    with bar:
        yield told


def _question(traveller: str, country: str, between: tuple[datetime, datetime] | None) -> Question:
    days = (between[0].date(), between[1].date()) if between else None
    if days and days[0] > days[1]:
        raise click.BadParameter("the first day is after the last", param_hint="--between")
    found: Question = _corpus().Question(traveller, country, days)
    return found


def _asked(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed((_traveller, _country, _between, confidence_option, _cores, _scheduler)):
        command = option(command)
    return command


@corpus.command()
@_store
@_asked
@corrections_option
@site_options
@guarded
def build(
    store: str, output: Path, traveller: str, country: str, between: tuple[datetime, datetime] | None,
    min_confidence: float, cores: int | None, scheduler: str, corrections: Path | None, overwrite: bool, title: str,
    borders: str, embed: bool,
) -> None:  # fmt: skip
    """Write the site of all trips in a store, or of those that are asked for.

    Example: timeline corpus build store -o site
    """
    from timeline.corrections import apply

    room = _corpus()
    kept: Store = room.Store(store).open()
    edited = edited_table(corrections, output, overwrite)
    with _engine(scheduler, cores) as engine:
        trips = room.build(kept, engine, _question(traveller, country, between), min_confidence)
    if edited:
        trips = apply(trips, edited)
        tell([p for p in trips.problems if p.source == str(corrections)])
    publish(trips, output, title, borders, embed=embed)


@corpus.command()
@_store
@_asked
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@guarded
def query(
    store: str, traveller: str, country: str, between: tuple[datetime, datetime] | None, min_confidence: float,
    cores: int | None, scheduler: str, form: str,
) -> None:  # fmt: skip
    """Print the rows of the itinerary that are asked for.

    Example: timeline corpus query store --traveller Blinken --between 2023-02-01 2023-03-31
    """
    import json

    from timeline.files import as_bytes
    from timeline.frame import row, to_csv

    room = _corpus()
    kept = room.Store(store).open()
    if form == "csv":
        click.echo(to_csv([]), nl=False)
    with _engine(scheduler, cores) as engine:
        for entry in room.query(kept, engine, _question(traveller, country, between), min_confidence):
            cells = row(entry)
            line = json.dumps(cells, ensure_ascii=False) + "\n" if form == "jsonl" else _line(to_csv([cells]))
            click.echo(as_bytes(line), nl=False)  # UTF-8, whatever the terminal's encoding


def _line(table: str) -> str:
    """A table of one row without its header."""
    return table.split("\n", 1)[1]


@corpus.command()
@_store
@guarded
def status(store: str) -> None:
    """What is in a store, what could not be read and why.

    Example: timeline corpus status store
    """
    room = _corpus()
    kept = room.Store(store).open()
    index = room.Index(kept)
    found = room.status(kept, index)
    click.echo(f"inputs     {found.inputs} ({found.unread} could not be read)")
    click.echo(f"documents  {found.documents} ({found.failed} set aside)")
    click.echo(f"events     {found.events}")
    click.echo(f"size       {found.size / 1e6:.1f} MB")
    if found.unfinished:
        click.echo(
            f"unfinished {found.unfinished} notes of a run that was killed; the next `corpus add` takes them over"
        )
    for name, reason in room.failures(kept, index):
        click.echo(f"failed     {' '.join(name.split())}: {' '.join(reason.split())}")
