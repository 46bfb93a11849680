"""What is tried: name -> one try with a source of chance. All but an `InputError` is a failure."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from fuzzing import laws, making, records
from fuzzing.seeds import seed
from timeline.errors import InputError, TimelineError
from timeline.records import Dispatch

Try = Callable[[Random], None]
_READ = (".txt", "", ".html", ".pdf", ".docx", ".eml", ".rss", ".atom", ".xml", ".jsonl", ".csv", ".xlsx")
PUBLISHED = date(2023, 3, 1)


def check_reader(suffix: str, data: bytes) -> None:
    """The bytes are read, or refused in one line."""
    from timeline.read import READERS, Options
    from timeline.read import _by_content as by_content

    reader = READERS[suffix] if suffix else by_content(data)
    try:
        items = reader(data, "story", Options())
    except InputError as err:
        assert str(err).strip()
    else:
        laws.sound_items(items)
        if suffix not in (".jsonl", ""):  # where a person names each text, one may be empty
            assert all(item.text.strip() for item in items if isinstance(item, Dispatch)), "a dispatch without text"


def _reader(suffix: str, rng: Random) -> None:
    check_reader(suffix, making.document(rng, rng.choice(seed(suffix))))


def check_dates(text: str) -> None:
    """All that reads days, on one text."""
    from timeline.dating import durations, find_dates, infer_published, resolve

    laws.sound_dates(text, find_dates(text, published=PUBLISHED))
    laws.sound_dates(text, find_dates(text))
    assert all(d.days >= 0 for d in durations(text))
    infer_published(text)
    found = resolve(text, PUBLISHED)
    assert found is None or not (found.first and found.last) or found.first <= found.last


def check_places(text: str) -> None:
    """All that finds places, on one text."""
    from timeline import locate

    laws.sound_places(text, locate.find_places(text, on=PUBLISHED))
    laws.sound_place(locate.resolve(text[:80], country="US").place)
    for _, found in locate.resolve_all(text[:80], "", PUBLISHED):
        laws.sound_place(found.place)


def check_story(text: str) -> None:
    """A whole text on its way to trips."""
    from timeline.assemble import assemble
    from timeline.pipeline import events_of

    events, problems = events_of(Dispatch(text, source="a"))
    laws.sound_events(text, events)
    laws.sound_trips(assemble(events, problems=problems))


def _row(rng: Random) -> None:
    from timeline.assemble import assemble
    from timeline.pipeline import events_of_row
    from timeline.records import RawEvent

    word = partial(making.word, rng)
    raw = RawEvent(
        word(), rng.choice(("stop", "", "return", word())), word(), rng.choice(("Tuesday", "2 March", word())),
        rng.choice(("", "planned", word())), "a", rng.choice((None, PUBLISHED)), rng.choice(("", "US", word())), word(),
        word(), word(), rng.choice(("", "Friday", word())), rng.random() < 0.5, rng.choice(("", word())),
    )  # fmt: skip
    events, problems = events_of_row(raw)
    laws.sound_trips(assemble(events, problems=problems))


def _assemble(rng: Random) -> None:
    from timeline.assemble import assemble

    events = records.events(rng)
    trips = assemble(events)
    laws.sound_trips(trips)
    assert {e.evidence for e in events} == {e for row in trips.entries() for e in row.evidence}
    rng.shuffle(events)
    assert assemble(events) == trips, "the order of the input matters"


def check_table(data: bytes) -> None:
    """A table that a person edited, and what the program makes of it."""
    from timeline.corrections import read_edited
    from timeline.frame import row, to_csv

    with TemporaryDirectory() as folder:
        path = Path(folder) / "itinerary.csv"
        path.write_bytes(data)
        try:
            trips = read_edited(path).trips
        except InputError as err:
            assert str(err).strip()
        else:
            to_csv(row(e) for e in trips.entries())


def _table(rng: Random) -> None:
    from timeline.files import as_bytes
    from timeline.frame import row, to_csv

    check_table(making.document(rng, as_bytes(to_csv(row(e) for e in records.trips(rng).entries()))))


def check_json(text: str) -> None:
    """An itinerary.json, whoever wrote it."""
    from timeline.codec import from_json, to_json

    with suppress(InputError):
        trips = from_json(text)
        assert from_json(to_json(trips)) == trips


def _json(rng: Random) -> None:
    from timeline.codec import to_json

    whole = to_json(records.trips(rng)).encode("utf-8", "surrogatepass")
    check_json(making.document(rng, whole).decode("utf-8", "replace"))


def _export(name: str, rng: Random) -> None:
    from fuzzing.reading_back import BACK
    from timeline.export import EXPORTERS

    trips = records.trips(rng)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"trip.{name}"
        EXPORTERS[name](trips, path)
        BACK[name](trips, path)


def _page(rng: Random) -> None:
    from fuzzing.reading_back import page_is_sound
    from timeline.page import render_page

    trips = records.trips(rng)
    page_is_sound(trips, render_page(trips, title=making.text(rng, 4)))


def _map(rng: Random) -> None:
    from lxml import etree

    from timeline.static_map import write_map

    trips = records.trips(rng)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "trip.svg"
        with suppress(TimelineError):
            write_map(trips, path, title=making.text(rng, 3))
            kinds = {etree.QName(e).localname for e in etree.parse(path).iter("*")}
            assert not kinds & {"script", "foreignObject", "a", "image", "animate", "set"}, kinds


def _compare(rng: Random) -> None:
    from timeline.compare import FORMATS, compare

    first, second = records.trips(rng), records.trips(rng)
    found = compare(first, second if rng.random() < 0.5 else first)
    for form in FORMATS.values():
        assert isinstance(form(found), str)


def _address(rng: Random) -> None:
    from timeline.read.urls import check, is_public

    def resolve(host: str) -> list[str]:
        return [rng.choice(("127.0.0.1", "93.184.216.34", "::1", "10.0.0.1"))]

    url = rng.choice(("http://", "https://", "http:", "file://", "")) + making.text(rng, 4)
    with suppress(InputError):
        check(url, resolve)
    packed = rng.randbytes(16)
    is_public(":".join(packed[i : i + 2].hex() for i in range(0, 16, 2)))


def _columns(rng: Random) -> None:
    from timeline.read import Options, parse_columns
    from timeline.read.tables import read_csv_events

    said = ",".join(f"{rng.choice(('place', 'date', 'traveller', 'end', 'x'))}={making.word(rng)}" for _ in range(3))
    with suppress(InputError):
        read_csv_events(making.document(rng, seed(".csv")[0]), "a", Options(columns=parse_columns(said)))


def _exports() -> dict[str, Try]:
    from timeline.export import EXPORTERS

    return {f"export {name}": partial(_export, name) for name in EXPORTERS}


def targets() -> dict[str, Try]:
    """All that is tried."""
    return {
        **{f"read {suffix or 'by content'}": partial(_reader, suffix) for suffix in _READ},
        "dates": lambda rng: check_dates(making.text(rng)),
        "places": lambda rng: check_places(making.text(rng)),
        "story": lambda rng: check_story(making.text(rng, 120)),
        "row": _row,
        "assemble": _assemble,
        "table": _table,
        "json": _json,
        **_exports(),
        "page": _page,
        "map": _map,
        "compare": _compare,
        "address": _address,
        "columns": _columns,
    }
