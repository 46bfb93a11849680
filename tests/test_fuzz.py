"""A few hostile inputs of every kind (`scripts/fuzz.py` tries more), and those that once broke a law."""

from __future__ import annotations

from random import Random

import pytest
from fuzzing.targets import Try, check_dates, check_json, check_reader, check_story, check_table, targets

from timeline.assemble import assemble
from timeline.gazetteer import default
from timeline.pipeline import events_of_row
from timeline.read import READERS, Options
from timeline.records import Dispatch, RawEvent

COSTLY = ("map", "page", "export xlsx", "export kml", "read .html")


@pytest.mark.parametrize(("name", "one"), targets().items(), ids=targets())
@pytest.mark.filterwarnings("ignore")  # of libraries, about what is wrong with the input
def test_hostile_inputs(name: str, one: Try) -> None:
    for number in range(3 if name in COSTLY else 25):
        one(Random(f"{name}/{number}"))


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".jsonl", b"[" * 200_000),
        (".jsonl", b'{"text":' * 100_000 + b"1" + b"}" * 100_000),
        (".jsonl", b'{"text":' + b"9" * 5000 + b"}"),
        (".txt", "\ufeff\ufeff".encode()),
        (".txt", "\u00ad \u00ad\n".encode()),
    ],
)
def test_bytes_that_once_broke_a_reader(suffix: str, data: bytes) -> None:
    check_reader(suffix, data)


def test_sentence_that_never_ends() -> None:
    """Each step took time by the square of its length: minutes for these 60 kB."""
    sentence = "Foreign Minister Anna Berg arrived in Vienna on Tuesday, February 28, 2023, where she met him and "
    check_dates(sentence * 600)
    check_story(sentence * 100)


def test_story_that_repeats_itself() -> None:
    """Each sentence was compared with all before it: half an hour for a text of the size that is allowed."""
    check_story("Foreign Minister Anna Berg arrived in Vienna on Tuesday, February 28, 2023. " * 1500)


@pytest.mark.parametrize(
    "sentence",
    [
        "Minister Berg went to Rome. She returned to Rome again before going back to Oslo. ",
        "Minister Berg visited Italy. She visited Rome. She left Italy on March 3, 2023. ",
        "Minister Anna Berg's tour has also taken her to Japan, China and Oman. ", "Mr. " * 20,
    ],
)  # fmt: skip
def test_stories_that_took_time_by_the_square_or_cube(sentence: str) -> None:
    check_story(sentence * (60_000 // len(sentence)))


def test_story_of_a_thousand_namesakes() -> None:
    """Each was held against all others, and against all forms of their names."""
    names = (f"A{'bcdfg'[n % 5]}an{'a' * (n % 9)} Berg{n % 10}" for n in range(1500))
    check_story(" ".join(f"Minister {name} went to Rome." for name in names))


def test_paragraph_that_never_ends() -> None:
    """Its lines were joined one by one, each time copying all before it."""
    line = "the minister said that she would go on to the next town and"
    (found,) = READERS[".txt"](f"{line}\n".encode() * 60_000, "a", Options())
    assert isinstance(found, Dispatch) and found.text.count("\n") == 0


@pytest.mark.parametrize("text", ["[" * 100_000, '{"version":1,"trips":' + "[" * 50_000, '{"version":1e999}'])
def test_json_that_is_no_itinerary(text: str) -> None:
    check_json(text)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b'traveller,place\n"', b"traveller,place\r\nA,B\r\n\r\n"])
def test_table_that_is_damaged(data: bytes) -> None:
    check_table(data)


@pytest.mark.parametrize(
    "entry",
    [
        "<entry><updated>-0001-05-30T00:00:00Z</updated><summary>Anna Berg left.</summary></entry>",
        "<entry><summary>Anna Berg left.<link>x</link></summary></entry>",
        f"<entry><updated>Tue, 28 Feb {'9' * 40} 23:30:00 -0500</updated><summary>Anna Berg left.</summary></entry>",
    ],
)
def test_feeds_that_once_broke_the_reader(entry: str) -> None:
    check_reader(".atom", f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode())


@pytest.mark.parametrize("place_id", ["x:\udfff", "geonames:²", "geonames:" + "9" * 400, "geonames:٣", ":", ""])
def test_place_ids_of_a_strangers_table(place_id: str) -> None:
    assert default().get(place_id) is None


def test_bounds_at_the_ends_of_the_calendar() -> None:
    """Between two places that the date line parts, a bound moves by a day: out of the calendar."""
    for number in (205411, 206717, 210789):
        targets()["assemble"](Random(f"assemble/{number}"))


def test_sources_that_differ_in_white_space_alone() -> None:
    targets()["export csv"](Random("export csv/3000375"))


def test_row_of_half_characters() -> None:
    raw = RawEvent("\udfff Berg", "stop", "Vienna \ud800", "Tuesday \udfff", source="\ud800", evidence="\udfff")
    events, problems = events_of_row(raw)
    assert assemble(events, problems=problems).trips
