"""The corpus by its commands and its Python door: kept once, asked often."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from datetime import date
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner, Result
from stories import Inline, story, write_stories

import timeline
from timeline.cli import main
from timeline.corpus import Index, Question, Store, add, build, failures, query, status
from timeline.errors import InputError
from timeline.frame import read_csv

PUBLISHED = "2023-07-30"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def filled(folder: Path, count: int = 12) -> tuple[Store, Path]:
    """A store with some stories, and their folder."""
    stories = write_stories(folder / "stories", count)
    store = Store(str(folder / "store")).make()
    add(store, [str(stories)], Inline(), published=PUBLISHED)
    return store, stories


def told(store: Store, **asked: object) -> list[tuple[str, str]]:
    """Traveller and place of the rows that are asked for."""
    found = query(store, Inline(), Question(**asked))  # type: ignore[arg-type]
    return [(e.traveller, e.place.name if e.place else "") for e in found]


# -- the way through -------------------------------------------------------------------------------------------------
def test_the_site_is_the_one_that_build_makes(tmp_path: Path) -> None:
    stories = write_stories(tmp_path / "stories", 30)
    (stories / "table.csv").write_text(
        "traveller,event,place,date\nAnna Berg,stop,Vienna,2023-07-01\nXi,stop,Lima,2023-07-09\n"
    )
    result = run("corpus", "add", tmp_path / "store", stories, "--published", PUBLISHED, "--cores", 2)
    assert result.exit_code == 0, result.output
    assert "31 inputs read, 31 documents" in result.stdout
    assert run("corpus", "build", tmp_path / "store", "-o", tmp_path / "a").exit_code == 0
    assert run("build", stories, "--published", PUBLISHED, "-o", tmp_path / "b").exit_code == 0
    ours, theirs = tmp_path / "a", tmp_path / "b"
    assert (ours / "itinerary.csv").read_bytes() == (theirs / "itinerary.csv").read_bytes()
    trips = [json.loads((site / "itinerary.json").read_text())["trips"] for site in (ours, theirs)]
    assert trips[0] == trips[1] and len(trips[0]) > 5


def test_query_prints_the_rows_that_are_asked_for(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    every = run("corpus", "query", store.url)
    (tmp_path / "all.csv").write_text(every.stdout)
    rows = list(read_csv(tmp_path / "all.csv").entries())
    assert len(rows) > 8
    berg = run("corpus", "query", store.url, "--traveller", "berg anna", "--format", "jsonl")
    found = [json.loads(line) for line in berg.stdout.splitlines()]
    assert len(found) == sum(e.traveller == "Anna Berg" for e in rows) > 0
    assert {row["traveller"] for row in found} == {"Anna Berg"}
    for country in ("AT", "Austria", "austria"):
        assert {place for _, place in told(store, country=country)} == {"Vienna"}
    days = told(store, between=(date(2023, 7, 1), date(2023, 7, 2)))
    assert ("Anna Berg", "Vienna") in days and ("Tomas Berg", "Lima") not in days
    assert run("corpus", "query", store.url, "--between", "2023-07-02", "2023-07-01").exit_code == 2


def test_a_site_of_what_is_asked_for_holds_whole_trips(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    trips = build(store, Inline(), Question(country="PL")).trips
    (trip,) = trips
    assert [e.place.name for e in trip.entries if e.place] == ["Warsaw", "Hanoi"]


def test_rows_below_a_confidence_do_not_take_part(tmp_path: Path) -> None:
    store, _ = filled(tmp_path)
    assert not list(query(store, Inline(), Question(), least=1.0))
    assert told(store)


# -- nothing twice ---------------------------------------------------------------------------------------------------
def test_a_second_run_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, stories = filled(tmp_path)
    engine = Inline()
    assert add(store, [str(stories)], engine, published=PUBLISHED)["inputs"] == 0
    assert not engine.steps


def test_what_moved_or_was_touched_is_opened_but_not_read_again(tmp_path: Path) -> None:
    store, stories = filled(tmp_path)
    before = told(store)
    os.utime(stories / "s0001.txt", (1, 1))
    moved = stories.rename(tmp_path / "moved")
    total = add(store, [str(moved)], Inline(), published=PUBLISHED)
    assert (total["inputs"], total["documents"]) == (12, 0)
    assert told(store) == before


def test_a_changed_document_replaces_its_own_events_only(tmp_path: Path) -> None:
    store, stories = filled(tmp_path)
    before = set(told(store))
    text = (stories / "s0005.txt").read_text()
    (stories / "s0005.txt").write_text(text.replace("Warsaw", "Oslo"))
    (stories / "s0004.txt").write_text("Nothing happened.")
    total = add(store, [str(stories)], Inline(), published=PUBLISHED)
    assert (total["inputs"], total["documents"]) == (2, 2)
    after = set(told(store))
    assert before - after == {("Maria Costa", "Warsaw"), ("Maria Costa", "Hanoi")}
    assert after - before == {("Maria Costa", "Oslo")}
    (stories / "s0005.txt").write_text(text)  # as it was: known by its content
    assert add(store, [str(stories)], Inline(), published=PUBLISHED)["documents"] == 0
    assert ("Maria Costa", "Warsaw") in told(store)


def test_a_line_more_is_one_document_more(tmp_path: Path) -> None:
    lines = [json.dumps({"text": story(n), "published": PUBLISHED}) for n in range(6)]
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(lines[:5]))
    store = Store(str(tmp_path / "store")).make()
    assert add(store, [str(file)], Inline())["documents"] == 5
    file.write_text("\n".join(lines))
    assert add(store, [str(file)], Inline())["documents"] == 1
    whole = Store(str(tmp_path / "whole")).make()
    add(whole, [str(file)], Inline())
    assert list(query(store, Inline(), Question())) == list(query(whole, Inline(), Question()))


def test_a_long_file_is_read_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.corpus.inputs.PART", 1000)
    file = tmp_path / "news.jsonl"
    lines = [json.dumps({"text": story(n), "published": PUBLISHED}) for n in range(40)]
    lines[17] = "{ no JSON"
    file.write_text("\n\n".join(lines) + "\n")
    store = Store(str(tmp_path / "store")).make()
    total = add(store, [str(file)], Inline())
    assert total["inputs"] > 5 and (total["documents"], total["failed"]) == (40, 1)
    (lost,) = failures(store, Index(store))
    assert lost[0] == "news line 35" and "is not JSON" in lost[1]
    expected = timeline.build(
        timeline.Dispatch(story(n), date(2023, 7, 30), f"news-{2 * n + 1}") for n in range(40) if n != 17
    )
    assert list(query(store, Inline(), Question())) == list(expected.entries())


def test_two_stories_of_one_name_stay_two(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.jsonl").write_text(
            json.dumps({"id": "x", "text": story(number * 2), "published": PUBLISHED})
        )
    store = Store(str(tmp_path / "store")).make()
    add(store, [str(tmp_path / "0.jsonl"), str(tmp_path / "1.jsonl")], Inline())
    sources = {source for e in query(store, Inline(), Question()) for source in e.sources}
    assert len(sources) == 2 and all(source.startswith("x~") for source in sources)


def test_files_are_put_together(tmp_path: Path) -> None:
    stories = write_stories(tmp_path / "stories", 12)
    store = Store(str(tmp_path / "store")).make()
    for number in range(12):
        add(store, [str(stories / f"s{number:04}.txt")], Inline(), published=PUBLISHED)
    assert len(store.list("documents")) < 12
    other, _ = filled(tmp_path / "other")
    assert list(query(store, Inline(), Question())) == list(query(other, Inline(), Question()))


def test_only_what_changed_is_merged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.corpus.merging._BUCKET", 1)
    store, stories = filled(tmp_path, 12)
    before = list(query(store, Inline(), Question()))
    parts = set(store.list("trips"))
    (stories / "s0000.txt").write_text("Nothing happened.")
    add(store, [str(stories)], Inline(), published=PUBLISHED)
    after = list(query(store, Inline(), Question()))
    assert before != after and len(parts & set(store.list("trips"))) > 3
    monkeypatch.undo()
    plain, _ = filled(tmp_path / "plain", 12)
    assert list(query(plain, Inline(), Question())) == before


# -- other places ----------------------------------------------------------------------------------------------------
def test_a_store_and_its_inputs_may_lie_anywhere(tmp_path: Path) -> None:
    stories = write_stories(tmp_path / "stories", 6)
    files = fsspec.filesystem("memory")
    files.put(str(stories), "/news", recursive=True)
    try:
        far = Store("memory://store").make()
        assert add(far, ["memory://news"], Inline(), published=PUBLISHED)["documents"] == 6
        assert add(far, ["memory://news"], Inline(), published=PUBLISHED)["inputs"] == 0
        near, _ = filled(tmp_path, 6)
        assert list(query(far, Inline(), Question())) == list(query(near, Inline(), Question()))
    finally:
        files.rm("/", recursive=True)


# -- bad days --------------------------------------------------------------------------------------------------------
POISON = """
import os, sys
if os.environ.get("POISON") and sys.argv[0] == "-c":
    import timeline.pipeline as pipeline
    read = pipeline.events_of
    def events_of(dispatch):
        while "HANG" in dispatch.text and os.environ["POISON"] == "on":
            pass
        if "DIE" in dispatch.text and os.environ["POISON"] == "on":
            os.kill(os.getpid(), 9)
        if "FAULT" in dispatch.text:
            raise KeyError("fault")
        return read(dispatch)
    pipeline.events_of = events_of
    import timeline.corpus.work as work
    open_all = work.read_inputs
    def read_inputs(inputs, *more):
        if "broken" in inputs[0]:
            raise RecursionError("too deep")
        return open_all(inputs, *more)
    work.read_inputs = read_inputs
"""


def test_what_hangs_or_kills_is_set_aside_by_name_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "sitecustomize.py").write_text(POISON)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "path"))
    monkeypatch.setenv("POISON", "on")
    stories = write_stories(tmp_path / "stories", 8)
    for number, word in ((1, "HANG"), (4, "DIE"), (6, "FAULT")):
        (stories / f"s{number:04}.txt").write_text(story(number, f"{word}. "))
    (stories / "empty.txt").write_text("")
    (stories / "broken.html").write_text("<p>")
    (stories / os.fsdecode(b"\xff.txt")).write_text("x")
    store = tmp_path / "store"
    result = run("corpus", "add", store, stories, "--published", PUBLISHED, "--time-limit", 3, "--cores", 1)
    assert result.exit_code == 1 and "6 could not be read" in result.stderr
    told = run("corpus", "status", store).stdout
    assert "documents  8 (3 set aside)" in told and "inputs     11 (3 could not be read)" in told
    assert "s0001: took longer than 3 s, and is set aside" in told
    assert "s0004: ended the process that read it (status -9), and is set aside" in told
    assert "s0006: KeyError: 'fault'" in told and "empty.txt: is empty" in told
    assert "broken.html: RecursionError: too deep" in told and "?.txt: no such file" in told
    again = run("corpus", "add", store, stories, "--published", PUBLISHED)
    assert again.exit_code == 0 and "0 inputs read" in again.stdout
    monkeypatch.setenv("POISON", "off")
    result = run("corpus", "retry", store, "--cores", 1)
    assert result.exit_code == 1 and "6 inputs read, 3 documents" in result.stdout
    found = status(Store(str(store)), Index(Store(str(store))))
    assert (found.documents, found.failed, found.unread) == (8, 1, 3)


def test_faults_are_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file.txt").write_text("x")
    for words, told in (
        (("add", tmp_path / "other", tmp_path), "is no store and not empty"),
        (("status", tmp_path / "none"), "is no store; `timeline corpus add` makes one"),
        (("add", tmp_path / "store", "-"), "standard input has no name"),
        (("add", "nosuch://store", tmp_path), "cannot be reached"),
        (("add", tmp_path / "store", tmp_path, "--scheduler", "nosuch://"), "no scheduler answers"),
    ):
        result = run("corpus", *words)
        assert result.exit_code == 1 and told in result.stderr, result.output
        assert len(result.stderr.splitlines()) == 1


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    store, _ = filled(tmp_path, 2)
    (name,) = store.list("documents")
    (tmp_path / "store" / name).write_bytes(b"PAR1 no more")
    with pytest.raises(InputError, match="cannot be read"):
        list(query(store, Inline(), Question()))
    (tmp_path / "store" / "store.json").write_text('{"format": 99}')
    with pytest.raises(InputError, match="format 99"):
        Store(store.url).open()


def test_more_rows_than_a_page_can_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.corpus.MOST_ROWS", 3)
    store, _ = filled(tmp_path)
    result = run("corpus", "build", store.url, "-o", tmp_path / "site")
    assert result.exit_code == 1 and "too many for one page" in result.stderr
    assert not (tmp_path / "site").exists()
    assert run("corpus", "build", store.url, "-o", tmp_path / "site", "--country", "PL").exit_code == 0


def test_an_empty_folder_and_an_empty_store(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = run("corpus", "add", tmp_path / "store", tmp_path / "none", "--cores", 1)
    assert result.exit_code == 1
    assert "no file of a known kind" in run("corpus", "status", tmp_path / "store").stdout
    assert run("corpus", "query", tmp_path / "store").stdout.count("\n") == 1


def test_a_terminal_is_told_the_rate_and_the_time_left(tmp_path: Path) -> None:
    stories = write_stories(tmp_path / "stories", 110)  # three batches
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))
    words = [sys.executable, "-m", "timeline", "corpus", "add", str(tmp_path / "store"), str(stories), "--cores", "1"]
    done = subprocess.run(words, stderr=there, stdout=subprocess.PIPE, check=True)
    os.close(there)
    with os.fdopen(here, "rb", buffering=0) as terminal:
        told = terminal.read(1_000_000).decode()
    assert "110 documents" in done.stdout.decode()
    assert re.search(r"%\|.+\| [\d.]+k?/[\d.]+k \[\d\d:\d\d<\d\d:\d\d, .+B/s, \d+ documents, \d+/s\]", told), told
