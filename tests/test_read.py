"""Reading: files, folders and standard input become dispatches or events; what cannot be read is told in one line."""

from __future__ import annotations

import errno
import io
import json
import os
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import InputError
from timeline.read import ReadResult, read_inputs
from timeline.read.formats import decode, read_html, read_json_lines, read_text
from timeline.read.tables import read_csv_events
from timeline.read.urls import check
from timeline.records import Dispatch, RawEvent

STORY = "The minister flew to Asunción on Tuesday and met José Peña at the café “Río”. She then went on to São Paulo."
PAGE = f"""<!DOCTYPE html><html><head><title>Berg in Vienna - The Daily</title>
<meta property="article:published_time" content="2023-02-28T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Berg in Vienna</h1><p>{STORY}</p>
<p>{"In Vienna on Tuesday she met the president of the republic. " * 3}</p></article>
<aside><h3>Most read</h3><ul><li><a href="/x">Minister visits Paris after the storm</a></li></ul></aside>
<section id="comments"><p>Somebody wrote: I saw her in Rome</p></section>
<footer>All rights reserved</footer></body></html>"""


def write(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def only(results: list[ReadResult]) -> Dispatch:
    ((item,),) = [result.items for result in results]
    assert isinstance(item, Dispatch)
    return item


def test_text_file(tmp_path: Path) -> None:
    found = only(list(read_inputs([write(tmp_path / "story.txt", STORY)])))
    assert (found.text, found.source, found.published) == (STORY, "story", None)


def test_given_day_is_for_documents_without_one(tmp_path: Path) -> None:
    names = [write(tmp_path / "a.txt", STORY), write(tmp_path / "b.html", PAGE)]
    days = [item.published for result in read_inputs(names, date(2020, 1, 1)) for item in result.items]
    assert days == [date(2020, 1, 1), date(2023, 2, 28)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings(encoding: str) -> None:
    assert decode(STORY.encode(encoding)) == STORY


def test_encoding_of_another_script() -> None:
    text = "Министр иностранных дел прибыл в Ташкент во вторник для переговоров с президентом республики."
    assert decode(text.encode("windows-1251")) == text


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_utf8_is_read_as_it_stands(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff") or not text.strip("\ufeff \t")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"%PDF-1.7 text follows", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"some\0words", "binary"),
        (bytes(range(128, 256)) * 8, "encoding"),
    ],
)
def test_what_is_no_text(data: bytes, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        decode(data)


def test_page_gives_main_text_day_and_title() -> None:
    ((found),) = read_html(PAGE.encode(), "page")
    assert isinstance(found, Dispatch)
    assert STORY in found.text and "president of the republic" in found.text
    assert (found.published, found.title, found.source) == (date(2023, 2, 28), "Berg in Vienna", "page")
    for noise in ("Paris", "Rome", "Sport", "rights"):
        assert noise not in found.text


def test_page_in_its_declared_encoding() -> None:
    page = PAGE.replace("<head>", '<head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">')
    czech = "Přiletěl do Štýrského Hradce v úterý."
    (found,) = read_html(page.replace(STORY, czech).encode("iso-8859-2", "replace"), "page")
    assert isinstance(found, Dispatch) and czech in found.text


def test_page_behind_the_name_of_a_text() -> None:
    assert read_text(PAGE.encode(), "page") == read_html(PAGE.encode(), "page")


def test_page_without_text() -> None:
    with pytest.raises(InputError, match="no readable text"):
        read_html(b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>", "page")


def test_noise_of_the_scrape_goes() -> None:
    text = "\n\n".join(
        [
            "Storm strands thousands of travellers in northern Norway Reuters via",
            STORY,
            "Share this article",
            "Advertisement",
            "She returns on Friday.",
            "Leave a Reply",
            "Your email address will not be published. Required fields are marked *",
            "Related Posts",
            "Minister visits Paris after the storm",
        ]
    )
    (found,) = read_text(text.encode(), "scrape")
    assert isinstance(found, Dispatch)
    assert [line for line in found.text.split("\n") if line] == [STORY, "She returns on Friday."]


def test_json_lines() -> None:
    lines = [
        {"text": STORY, "published": "2023-02-28T09:00:00Z", "title": "A title", "source": "wire-1"},
        {"text": STORY, "id": 7},
        {"traveller": "Anna Berg", "event": "stop", "place": "Vienna", "date": "Tuesday", "published": "2023-02-28"},
    ]
    first, second, third = read_json_lines("\n".join(map(json.dumps, lines)).encode() + b"\n\n", "feed")
    assert first == Dispatch(STORY, date(2023, 2, 28), "wire-1", "A title")
    assert second == Dispatch(STORY, None, "7")
    assert third == RawEvent("Anna Berg", "stop", "Vienna", "Tuesday", source="feed-3", published=date(2023, 2, 28))


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "line 2: is not JSON"),
        ("[1]", "line 2: is no JSON object"),
        ('{"title": "x"}', "line 2: has neither"),
        ('{"text": "x", "published": "Tuesday"}', "line 2: 'Tuesday' is not a day"),
        ('{"traveller": "", "place": "Vienna"}', "line 2: an event needs a traveller"),
    ],
)
def test_bad_json_line_is_named(line: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        read_json_lines(f'{{"text": "fine"}}\n{line}\n'.encode(), "feed")


@pytest.mark.parametrize("mark", [",", ";"])
def test_table_of_events(mark: str) -> None:
    rows = [
        ("Traveller", "event", "place", "date", "status", "published", "country", "note"),
        ("Anna Berg", "stop", "Vienna", "Tuesday", "planned", "2023-02-28", "AT", "x"),
        ("", "", "", "", "", "", "", ""),
        ("Anna Berg", "", "Graz", "", "", "", "", ""),
    ]
    text = "\ufeff" + "".join(mark.join(row) + "\r\n" for row in rows)
    assert read_csv_events(text.encode(), "tour") == [
        RawEvent("Anna Berg", "stop", "Vienna", "Tuesday", "planned", "tour", date(2023, 2, 28), "AT"),
        RawEvent("Anna Berg", "stop", "Graz", source="tour"),
    ]


@pytest.mark.parametrize(
    ("table", "cause"),
    [
        ("traveller,place,date\nA,B,C\n", "line 1: column 'event' is missing"),
        ("traveller,event,place,date\nA,stop,,\n", "line 2: an event needs a traveller and a place"),
        ("traveller,event,place,date,published\nA,stop,B,,soon\n", "line 2: 'soon' is not a day"),
    ],
)
def test_bad_table_is_told_with_its_line(table: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        read_csv_events(table.encode(), "tour")


def test_folder_in_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "picture.png"):
        write(tmp_path / name, STORY)
    assert [Path(result.name).name for result in read_inputs([str(tmp_path)])] == ["a.txt", "b.txt", "c.TXT"]


def test_sources_of_one_name_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    names = [write(tmp_path / "story.txt", STORY), write(tmp_path / "sub" / "story.txt", STORY)]
    found = [item.source for result in read_inputs(names) for item in result.items]
    assert found == ["story", "story-2"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(STORY.encode())))
    found = only(list(read_inputs(["-"])))
    assert (found.text, found.source) == (STORY, "stdin")


def test_what_fails_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    names = [
        str(tmp_path / "missing.txt"),
        write(tmp_path / "empty.txt", ""),
        write(tmp_path / "fine.txt", STORY),
        write(tmp_path / "what.xyz", STORY),
        str(tmp_path / "folder"),
    ]
    results = list(read_inputs(names))
    assert [len(result.items) for result in results] == [0, 0, 1, 0, 0]
    causes = ["no such file", "is empty", "", "unknown kind", "no file of a known kind"]
    for result, cause in zip(results, causes, strict=True):
        assert cause in result.error and "\n" not in result.error
        assert not cause or result.name in result.error


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    name = write(tmp_path / "secret.txt", STORY)
    monkeypatch.setattr(Path, "open", refuse)
    (result,) = read_inputs([name])
    assert result.error == f"{name}: permission denied"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fe80::1%eth0"])
def test_addresses_of_this_network_are_refused(address: str) -> None:
    with pytest.raises(InputError, match="not public"):
        check("https://news.example/story", lambda host: ["93.184.216.34", address])


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://host/story", "https:///story"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(InputError, match="only http and https"):
        check(url, lambda host: [])


def test_seed_is_rid_of_its_noise(shared: Path) -> None:
    found = only(list(read_inputs([str(shared / "data" / "seed-article.txt")])))
    for noise in ("asylum restrictions", "Leave a Reply", "Your email address", "Related Posts"):
        assert noise not in found.text
    assert found.text.startswith("Blinken") or found.text.startswith("©")
    assert found.text.endswith("after Ukraine.")
