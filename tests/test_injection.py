"""Markup, script, template syntax, formulas and bidirectional overrides in everything a stranger may write.

Each text stands in titles, names, places, sentences, sources and file names, and goes the whole way: read, built, shown
in Chromium. Nothing of it may run, ask the network, or become an element.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browsers import Browser
from click.testing import CliRunner
from itineraries import mission
from lxml import etree

from timeline.cli import main
from timeline.compare import compare, to_page
from timeline.export import EXPORTERS
from timeline.folium_map import to_map
from timeline.page import write_site
from timeline.records import Evidence, Place, Problem, Trip, Trips
from timeline.static_map import write_map

pytestmark = pytest.mark.enable_socket  # the driver is spoken to over loopback

RUN = "document.documentElement.dataset.owned='yes'"
HOSTILE = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title></style></textarea><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg/onload={RUN}>",
    f"\"><iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"' onmouseover='{RUN}' x='",
    f'" autofocus onfocus="{RUN}" x="',
    "<base href=//evil.example/><link rel=stylesheet href=//evil.example>",
    f'<a href="javascript:{RUN}">x</a>',
    f"javascript:{RUN}",
    f"<!--<script>{RUN}//-->",
    f"]]><script>{RUN}</script><![CDATA[",
    "{{constructor.constructor('x')()}}",
    "{{ cycler.__init__.__globals__.os.popen('echo pw''ned').read() }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "{# x {{{",
    f"${{{RUN}}}",
    f"`);{RUN};(`",
    f"\u2028{RUN}\u2029",
    f"\\u003cscript>{RUN}",
    "&lt;script&gt;&#60;b&#62;",
    "\u202egnp.exe\u2066",
    '=HYPERLINK("http://evil.example";"x")',
    "@import url(//evil.example)",
    "</style><style>*{display:none}",
    "<meta http-equiv=refresh content=0;//evil.example>",
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x",
    "| a | b |\n| --- |",
    "[x](javascript:alert(1))",
    "\ud800\x00\x1b[31m",
)


def trips() -> Trips:
    """An itinerary of which every text is hostile, each stop by another text."""
    (whole,) = mission().trips
    rows = []
    for seq, text in enumerate(HOSTILE, 1):
        where = Place(text, 48.2 + seq / 10, 16.4 + seq, "AT", f"venue:{text}", "venue", text, text)
        rows.append(
            replace(
                whole.entries[0], seq=seq, trip_id=HOSTILE[1], traveller=HOSTILE[0], role=text,
                place=where if seq % 3 else None, place_text=text, purpose=text, conflict=text,
                evidence=(Evidence(text, text),), reason=text,
                when=replace(whole.entries[0].when, text=text), alternatives=(replace(where, name=text),),
            )
        )  # fmt: skip
    return Trips((Trip(HOSTILE[1], HOSTILE[0], tuple(rows)),), tuple(Problem("date", t, t, t) for t in HOSTILE))


def elements(browser: Browser) -> dict[str, int]:
    """How many elements of kinds that run, load or submit something the document holds."""
    script = """const names = ["script", "style", "iframe", "object", "embed", "base", "img", "link", "meta", "form"];
      return Object.fromEntries(names.map((n) => [n, document.getElementsByTagName(n).length]));"""
    found = browser.js(script)
    assert isinstance(found, dict)
    return found


def untouched(browser: Browser) -> None:
    """Nothing has run, nothing was asked of the network, and no attribute waits to run something."""
    assert browser.js("return document.documentElement.dataset.owned ?? ''") == ""
    waiting = """return [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes])
      .filter((a) => a.name.startsWith("on") || /^\\s*javascript:/i.test(a.value)).map((a) => a.name)"""
    assert browser.js(waiting) == []
    assert browser.errors() == []
    assert browser.requests() == []


def test_page(browser: Browser) -> None:
    browser.open(mission())
    sound = elements(browser)
    browser.open_file(write_site(trips(), browser.new_folder(), title=HOSTILE[1]))
    browser.wait("return document.documentElement.dataset.ready === 'yes'")
    browser.settle()
    assert elements(browser) == sound
    assert browser.one("h1").text == HOSTILE[1]
    for seq in range(len(HOSTILE)):
        browser.js("document.querySelector('#next').click()")
        browser.settle()
        same = "return document.querySelector('#details blockquote').textContent === JSON.parse(arguments[0])"
        assert browser.js(same, json.dumps(HOSTILE[seq])), HOSTILE[seq]
    browser.js("document.querySelector('#filters-button').click()")
    browser.js(
        """const q = document.querySelector('[name=q]'); q.value = '<script>';
        q.dispatchEvent(new Event('input', {bubbles: true}));"""
    )
    browser.settle()
    untouched(browser)
    browser.js("document.querySelector('#filters-button').click()")  # as it was, for it is remembered


def test_policy_of_the_page_stops_what_would_get_in(browser: Browser) -> None:
    """Were a text to become markup all the same, it would not run."""
    browser.open(mission())
    browser.js(f"""const s = document.createElement('script'); s.textContent = "{RUN}"; document.body.append(s);
      const i = document.createElement('img'); i.setAttribute('onerror', "{RUN}"); i.src = 'data:,';
      document.body.append(i);
      const f = document.createElement('iframe'); f.srcdoc = "<script>parent.{RUN}</" + "script>";
      document.body.append(f);
      const a = document.createElement('a'); a.href = "javascript:{RUN}"; document.body.append(a); a.click();
      fetch('http://127.0.0.1:9/').catch(() => 0);""")
    browser.wait("return document.querySelector('img[onerror]').complete")
    browser.settle()
    assert browser.js("return document.documentElement.dataset.owned ?? ''") == ""
    assert sum("Content Security Policy" in message for message in browser.errors()) >= 4


def test_texts_from_files_and_their_names(browser: Browser, tmp_path: Path) -> None:
    """The whole way through the command line: a table, a page, a story and their names."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["traveller", "event", "place", "date", "source", "purpose", "evidence"])
    table.writerows([f"Anna {t}", "stop", "Vienna", "1 March 2023", t, t, t] for t in HOSTILE[:-1])
    (tmp_path / "events.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    for number, text in enumerate(HOSTILE[:-1]):
        story = f"Foreign Minister Anna Berg {text} arrived in Vienna on Tuesday, {text} she said. {text}"
        (tmp_path / (text.replace("/", "_")[:80] + f"{number}.txt")).write_text(story, encoding="utf-8")
    site = browser.new_folder()
    words = ["build", str(tmp_path), "-o", str(site), "--title", HOSTILE[2], "--embed", "--published", "2023-03-01"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert not [line for line in result.stderr.splitlines() if not line.startswith("timeline: ")]
    for name in ("index.html", "embed.html", "embed-code.html"):
        browser.open_file(site / name)
        browser.wait("return document.readyState === 'complete'")
        untouched(browser)


def pages(folder: Path) -> Iterator[Path]:
    """Other files that a browser may open."""
    found = {"map.svg": "", "compare.html": to_page(compare(trips(), mission(), (HOSTILE[0], HOSTILE[3]))),
             "folium.html": to_map(trips(), offline=True).get_root().render()}  # fmt: skip
    for name, text in found.items():
        path = folder / name
        if text:
            path.write_text(text, encoding="utf-8", errors="replace")
        else:
            write_map(trips(), path, title=HOSTILE[1])
        yield path


def test_other_pages_and_pictures(browser: Browser, tmp_path: Path) -> None:
    for path in pages(tmp_path):
        browser.open_file(path)
        browser.wait("return document.readyState === 'complete'")
        assert browser.js("return document.documentElement.dataset.owned ?? ''") == "", path.name
        assert browser.requests() == [], path.name
        assert "pwned" not in path.read_text(encoding="utf-8", errors="replace"), "a text was run as a template"


SVG = "svg title desc defs style g path rect circle text tspan clipPath line mask use"
KML = """kml Document Folder Placemark name description Style LineStyle color width styleUrl Point LineString
    MultiGeometry coordinates TimeSpan begin end ExtendedData Data value"""


def test_svg_and_kml_hold_no_element_of_a_text(tmp_path: Path) -> None:
    write_map(trips(), tmp_path / "a.svg", title=HOSTILE[1])
    EXPORTERS["kml"](trips(), tmp_path / "a.kml")
    for name, allowed in (("a.svg", SVG), ("a.kml", KML)):
        tree = etree.parse(tmp_path / name)
        assert {etree.QName(e).localname for e in tree.iter("*")} <= set(allowed.split())
        assert not [a for e in tree.iter("*") for a in e.attrib if a.lower().startswith("on")]


def test_data_of_the_page_stays_data(tmp_path: Path) -> None:
    page = write_site(trips(), tmp_path).read_text(encoding="utf-8")
    start = page.index(">", page.index('id="data"')) + 1
    data = page[start : page.index("</script>", start)]
    assert not {*"<>&\u2028\u2029"} & {*data}
    assert set(HOSTILE) <= {*json.loads(data)["texts"]}
