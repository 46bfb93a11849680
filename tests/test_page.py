"""The page as a file: complete, closed to the network, harmless whatever the texts hold."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import struct
from array import array
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itineraries import EUROPE, PACIFIC, mission, trip

from timeline.errors import RenderError, UnknownNameError
from timeline.page import assets, render_page, write_site
from timeline.page.columns import columns
from timeline.page.packing import NOT_KNOWN
from timeline.records import Evidence, Problem, Trips

_DATA = re.compile(r'<script type="application/json" id="data" data-packed="no">(.*?)</script>', re.DOTALL)
_PACKED = re.compile(r'<script type="application/octet-stream" id="(data|sentences)"[^>]*>([\w+/=]*)</script>')
HOSTILE = "</script><script>alert(1)</script><!-- ]]> &amp; \u2028 \u2029 \ud800 \x00 ' \" {{ 1 }} \u202e"


def data(page: str) -> dict[str, Any]:
    """The data of a page as a browser reads them."""
    if match := _DATA.search(page):
        found: dict[str, Any] = json.loads(match[1])
        return found
    head: dict[str, Any] = {}
    columns: dict[str, Any] = {}
    for _, text in _PACKED.findall(page):
        part = gzip.decompress(base64.b64decode(text))
        at = 4 + struct.unpack_from("<I", part)[0]
        head |= json.loads(part[4:at])
        for name, (count, width) in head.pop("lengths").items():
            numbers = array({1: "B", 2: "H", 4: "i"}[width], part[at : at + count * width])
            columns[name] = [None if v == NOT_KNOWN else v for v in numbers]
            at += count * width
    lists = {name: columns.pop(name) for name in ("travellers", "support", "alternatives")}
    return {**head, **lists, "columns": columns}


def with_sentence(text: str) -> Trips:
    one = trip(text, ["Astana", "Tashkent"])
    entries = tuple(replace(e, purpose=text, evidence=(Evidence(text, text),)) for e in one.entries)
    return Trips((replace(one, entries=entries),), (Problem("place", text, text, text),))


def test_site_is_one_file_of_modest_size(tmp_path: Path) -> None:
    path = write_site(mission(), tmp_path / "site")
    assert path == tmp_path / "site" / "index.html"
    assert [p.name for p in path.parent.iterdir()] == ["index.html"]
    assert path.stat().st_size < 450_000


def test_page_asks_nothing_of_any_network() -> None:
    page = render_page(mission())
    assert not re.search(r'(?:src|href)="(?!#|data:|https://(?:www|creativecommons|leafletjs))', page)
    assert "sourceMappingURL" not in page
    assert not re.search(r"url\((?!data:|#)", page)
    assert "@import" not in page


def test_policy_allows_exactly_the_scripts_and_styles_of_the_page() -> None:
    page = render_page(mission())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(r.strip().split(" ", 1) for r in policy[1].replace("&#39;", "'").split(";"))
    blocks = {
        "script-src": re.findall(r"<script>(.*?)</script>", page, re.DOTALL),
        "style-src": re.findall(r"<style>(.*?)</style>", page, re.DOTALL),
    }
    for rule, contents in blocks.items():
        digests = [base64.b64encode(hashlib.sha256(c.encode()).digest()).decode() for c in contents]
        assert rules[rule].split() == [f"'sha256-{d}'" for d in digests]
    assert "\r" not in page  # a browser would read a line feed, and the digest would no longer fit
    assert rules["default-src"] == "'none'"
    assert rules["img-src"].split() == ["data:", "blob:", "https://tile.openstreetmap.org"]


def test_hostile_text_stays_text() -> None:
    page = render_page(with_sentence(HOSTILE), title=HOSTILE)
    assert page.count("<script") == 4
    assert "alert(1)</script>" not in page
    found = data(page)
    assert HOSTILE in found["texts"]
    assert HOSTILE in found["sentences"]
    page.encode("utf-8")


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    page = render_page(with_sentence(text))
    assert page.count("<script") == 4
    assert text in data(page)["sentences"]
    page.encode("utf-8")


def test_columns_hold_the_rows() -> None:
    found = data(render_page(mission()))
    filled, names = found["columns"], found["names"]
    places = [names[found["places"][p][2]] for p in filled["place"]]
    assert places == ["Joint Base Andrews", "Astana", "Tashkent", "New Delhi"]
    assert [found["statuses"][s] for s in filled["status"]] == ["reported", "reported", "planned", "planned"]
    assert filled["start"] == [19414, 19416, None, None]
    assert filled["earliest"] == [19414, 19416, 19416, 19416]
    assert found["trips"] == ["antony-blinken"]
    assert found["travellers"] == [names.index("Antony Blinken")]
    assert [found["sentences"][i] for i in found["support"][1::2]] == [f"Antony Blinken was in {p}." for p in places]


def test_many_rows_are_packed_and_small() -> None:
    trips = Trips(tuple(trip(f"Person {i}", EUROPE + PACIFIC, trip_id=f"t{i}") for i in range(400)))
    page = render_page(trips)
    assert 'data-packed="yes"' in page
    assert len(page) < 700_000
    expected = columns(trips)
    found = data(page)
    assert found == json.loads(json.dumps(expected))
    assert page.count("<tr") == 26


def test_empty_itinerary_says_that_no_trip_was_found() -> None:
    page = render_page(Trips((), (Problem("place", "no place known as Ruritania", "wire-2", "He went to Ruritania."),)))
    assert "No trip was found" in page
    assert "<script" not in page
    assert "no place known as Ruritania" in page


def test_attribution_and_plain_table_stand_in_the_file() -> None:
    page = render_page(mission())
    for words in ("GeoNames", "CC BY 4.0", "Natural Earth", "public domain", "publication day inferred"):
        assert words in page
    table = page[page.index("<table") : page.index("</table>")]
    for words in ("Joint Base Andrews", "26 Feb 2023", "from 28 Feb 2023", "planned", "wire-1"):
        assert words in table


def test_same_input_same_bytes() -> None:
    assert render_page(mission()) == render_page(mission())


def test_borders_must_be_on_or_off() -> None:
    assert 'data-borders="off"' in render_page(mission(), borders="off")
    with pytest.raises(UnknownNameError, match="on"):
        render_page(mission(), borders="maybe")


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RenderError):
        write_site(mission(), tmp_path / "file")


def test_every_part_of_the_script_is_used() -> None:
    script = assets.script()
    names = re.findall(r"^(?:async )?(?:function|const|let|class) ([\w$]+)", script, re.MULTILINE)
    assert len(names) > 100
    assert [n for n in names if len(re.findall(rf"(?<![\w$]){re.escape(n)}(?![\w$])", script)) < 2] == []
