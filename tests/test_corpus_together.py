"""The corpus beside the other ways in and out: the official record, links, feeds, a person's corrections."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from stories import Inline, story, write_stories

from timeline.cli import main
from timeline.corpus import Question, Store, add, build, work

PLACES = ("Vienna, Salzburg", "Prague", "Warsaw, Krakow, Gdansk", "Oslo", "Cairo, Alexandria")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def record(folder: Path) -> Path:
    """The record of one journey, several places in most of its rows."""
    lands = ("Austria", "Czech Republic", "Poland", "Norway", "Egypt")
    rows = "".join(
        f"<trip role='secretary'><name>Anna Berg</name><role>secretary</role><start-date>1991-03-{day:02}</start-date>"
        f"<end-date>1991-03-{day + 2:02}</end-date><country>{land}</country><locale>{places}</locale>"
        "<remarks>Met with the President.</remarks></trip>"
        for day, land, places in zip(range(1, 20, 2), lands, PLACES, strict=False)
    )
    folder.mkdir()
    (folder / "berg.xml").write_text(f"<?xml version='1.0'?><trips>{rows}</trips>", encoding="utf-8")
    return folder


@pytest.mark.parametrize("rows", [500, 2])
def test_the_official_record_gives_the_site_that_build_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    """Also where its rows are kept in several lots."""
    monkeypatch.setattr(work, "_ROWS", rows)
    source = record(tmp_path / "record")
    store = Store(str(tmp_path / "store")).make()
    assert add(store, [str(source)], Inline())["documents"] == (1 if rows == 500 else 3)
    run("corpus", "build", store.url, "-o", tmp_path / "a", "--cores", 1)
    run("build", source, "-o", tmp_path / "b")
    ours, theirs = ((tmp_path / name / "itinerary.csv").read_text(encoding="utf-8") for name in "ab")
    assert ours == theirs and len(ours.splitlines()) == 1 + sum(len(places.split(",")) for places in PLACES)


def test_every_entry_of_a_feed_is_a_document(tmp_path: Path) -> None:
    entries = "".join(
        f"<item><guid>w{n}</guid><title>t</title><pubDate>Sun, 30 Jul 2023 10:00:00 GMT</pubDate>"
        f"<description>{story(n)}</description></item>"
        for n in range(4)
    )
    (tmp_path / "wire.rss").write_text(f"<rss version='2.0'><channel><title>w</title>{entries}</channel></rss>")
    store = Store(str(tmp_path / "store")).make()
    assert add(store, [str(tmp_path / "wire.rss")], Inline())["documents"] == 4
    assert len(build(store, Inline(), Question()).trips) == 2


def test_what_a_limit_kept_out_is_tried_again_under_another(tmp_path: Path) -> None:
    stories = write_stories(tmp_path / "stories", 2)
    (stories / "s0001.txt").write_text(story(1) + " It was a long day." * 100)
    words = (tmp_path / "store", stories, "--published", "2023-07-30", "--cores", 1)
    assert run("corpus", "add", *words, "--limit", "text=1000").exit_code == 1
    shown = run("corpus", "status", tmp_path / "store").stdout
    assert "(1 could not be read)" in shown and "the limit (--limit text)" in shown
    assert run("corpus", "retry", tmp_path / "store", "--limit", "text=1000", "--cores", 1).exit_code == 1
    assert run("corpus", "retry", tmp_path / "store", "--cores", 1).exit_code == 0
    assert run("corpus", "add", *words, "--limit", "speed=1").exit_code == 2


def test_links_that_lead_out_of_a_folder_or_around_in_it_are_passed_over(tmp_path: Path) -> None:
    stories = write_stories(tmp_path / "stories", 2)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "secret.txt").write_text(story(4))
    (stories / "secret.txt").symlink_to(tmp_path / "other" / "secret.txt")
    (stories / "around").symlink_to(stories)
    (stories / "away").symlink_to(tmp_path / "other")
    (stories / "here.txt").symlink_to(stories / "s0000.txt")
    store = Store(str(tmp_path / "store")).make()
    assert add(store, [str(stories)], Inline(), published="2023-07-30")["inputs"] == 3


def test_a_table_edited_by_hand_is_kept_and_its_edits_carried_on(tmp_path: Path) -> None:
    stories = write_stories(tmp_path / "stories", 4)
    store = Store(str(tmp_path / "store")).make()
    add(store, [str(stories)], Inline(), published="2023-07-30")
    words = ("corpus", "build", store.url, "-o", tmp_path / "site", "--cores", "1")
    assert run(*words).exit_code == 0
    assert run(*words).exit_code == 0  # what nobody edited is written over
    table = tmp_path / "site" / "itinerary.csv"
    edited = table.read_text(encoding="utf-8").replace("Foreign Minister", "Chancellor", 1)
    table.write_text(edited, encoding="utf-8")
    refused = run(*words)
    assert refused.exit_code == 1 and "--corrections" in refused.stderr and "--overwrite" in refused.stderr
    assert table.read_text(encoding="utf-8") == edited
    assert run(*words, "--corrections", table).exit_code == 0
    assert "Chancellor" in table.read_text(encoding="utf-8")
    assert json.loads((tmp_path / "site" / "itinerary.json").read_text(encoding="utf-8"))["corrections"]
    assert run(*words, "--overwrite").exit_code == 0
    assert "Chancellor" not in table.read_text(encoding="utf-8")
