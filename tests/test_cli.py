"""The command line: every command on good input and bad; exit status 0, 1, 2 and one line for each problem."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from timeline.cli import main
from timeline.frame import COLUMNS

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
STORY, EVENTS = str(SAMPLES / "story.txt"), str(SAMPLES / "events.csv")
NO_TRIP = "The price of bread rose again last month, the statistics office said. Bakers blame the cost of flour."
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*words: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], input=stdin)

    return call


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample's events."""
    folder = tmp_path_factory.mktemp("built") / "site"
    assert CliRunner().invoke(main, ["build", EVENTS, "-o", str(folder)]).exit_code == 0
    return folder


def complains(result: Result, status: int, *words: str) -> None:
    """Holds that the run ended with `status` and one line on stderr that has all the words."""
    assert result.exit_code == status, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("timeline: ")
    for word in words:
        assert word in line


def test_build_writes_a_site(run: Run) -> None:
    result = run("build", STORY, EVENTS, "-o", "site")
    assert result.exit_code == 0
    assert "3 trips, 9 rows" in result.stdout
    assert {path.name for path in Path("site").iterdir()} == {"index.html", "itinerary.csv", "itinerary.json"}
    with Path("site/itinerary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["traveller"], row["place"]) for row in rows[:4]] == [
        ("Olaf Scholz", "Berlin"),
        ("Olaf Scholz", "Buenos Aires"),
        ("Olaf Scholz", "Santiago"),
        ("Olaf Scholz", "Brasília"),
    ]
    page = Path("site/index.html").read_text(encoding="utf-8")
    assert "Antony Blinken" in page and "Wellington" in page


def test_the_same_input_gives_the_same_bytes(run: Run) -> None:
    for name in ("one", "two"):
        assert run("build", STORY, EVENTS, "-o", name).exit_code == 0
    for path in Path("one").iterdir():
        assert path.read_bytes() == (Path("two") / path.name).read_bytes()


def test_build_reads_standard_input(run: Run) -> None:
    result = run("build", "-", "-o", "site", stdin=Path(STORY).read_bytes())
    assert result.exit_code == 0 and "2 trips, 5 rows" in result.stdout
    table = Path("site/itinerary.csv").read_text(encoding="utf-8")
    assert ",stdin," in table
    assert "Lloyd Austin,Defense Secretary,stop,Brisbane," in table  # not Australia


def test_build_reads_a_folder(run: Run) -> None:
    assert "3 trips, 9 rows" in run("build", SAMPLES, "-o", "site").stdout


def test_rows_below_a_confidence_are_left_out(run: Run) -> None:
    result = run("build", STORY, "-o", "site", "--min-confidence", "1")
    assert result.exit_code == 0 and "no trip found" in result.stdout


def test_title_stands_on_the_page(run: Run) -> None:
    assert run("build", EVENTS, "-o", "site", "--title", "Autumn <tour>").exit_code == 0
    assert "<title>Autumn &lt;tour&gt;</title>" in Path("site/index.html").read_text(encoding="utf-8")


def test_extract_prints_the_events(run: Run) -> None:
    table = run("extract", EVENTS)
    assert table.exit_code == 0
    assert [row["place"] for row in csv.DictReader(io.StringIO(table.stdout))][:2] == ["Berlin", "Buenos Aires"]
    lines = [json.loads(line) for line in run("extract", EVENTS, "--format", "jsonl").stdout.splitlines()]
    assert [line["place"] for line in lines] == ["Berlin", "Buenos Aires", "Santiago", "Brasília"]


def test_extract_writes_a_file(run: Run) -> None:
    result = run("extract", EVENTS, "-o", "events.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert Path("events.csv").read_text(encoding="utf-8") == run("extract", EVENTS).stdout


def test_render_keeps_what_a_person_edited(run: Run, site: Path) -> None:
    table = (site / "itinerary.csv").read_text(encoding="utf-8")
    Path("mine.csv").write_text(table.replace("met President Gabriel Boric", "was ill"), encoding="utf-8")
    assert run("render", "mine.csv", "-o", "mine").exit_code == 0
    assert "was ill" in Path("mine/index.html").read_text(encoding="utf-8")
    assert Path("mine/itinerary.csv").read_bytes() == Path("mine.csv").read_bytes()


def test_render_of_an_unchanged_table_gives_the_same_table(run: Run, site: Path) -> None:
    assert run("render", site / "itinerary.csv", "-o", "again").exit_code == 0
    assert Path("again/itinerary.csv").read_bytes() == (site / "itinerary.csv").read_bytes()


@pytest.mark.parametrize(("suffix", "magic"), [("png", b"\x89PNG"), ("svg", b"<"), ("pdf", b"%PDF")])
def test_map(run: Run, site: Path, suffix: str, magic: bytes) -> None:
    result = run("map", site / "itinerary.csv", "-o", f"trip.{suffix}", "--size", "800x500")
    assert (result.exit_code, result.stdout) == (0, f"trip.{suffix}\n")
    assert Path(f"trip.{suffix}").read_bytes().startswith(magic)


def test_export(run: Run, site: Path) -> None:
    for form in ("csv", "json", "geojson"):
        assert run("export", site / "itinerary.csv", "--format", form, "-o", f"trip.{form}").exit_code == 0
    assert Path("trip.csv").read_bytes() == (site / "itinerary.csv").read_bytes()
    shapes = json.loads(Path("trip.geojson").read_text(encoding="utf-8"))["features"]
    points = [shape["geometry"]["coordinates"] for shape in shapes if shape["geometry"]["type"] == "Point"]
    assert [round(x) for x, y in points] == [13, -58, -71, -48]


def test_lookup(run: Run) -> None:
    heads, _, first, *rest = run("gazetteer", "lookup", "Tashkent").stdout.splitlines()
    assert heads.split() == ["score", "place", "in", "point", "id", "why", "source"]
    assert "Tashkent" in first and "geonames:1512569" in first and "capital" in first and first.endswith("[1]")
    assert any(line.startswith("[1] cities: GeoNames") and "CC BY 4.0" in line for line in rest)
    assert "Guyana" in run("gazetteer", "lookup", "Georgetown", "--country", "gy").stdout.splitlines()[2]
    shown = run("gazetteer", "lookup", "Springfield", "--limit", "3").stdout
    assert shown.count("geonames:") == 3 and "more: --limit" in shown
    assert "this project" not in shown and "CC0" in run("gazetteer", "lookup", "Camp David").stdout
    complains(run("gazetteer", "lookup", "Qwxzzkvbn"), 1, "Qwxzzkvbn", "not in the gazetteer")


LAYER = "name,latitude,longitude,country_code,kind,city\nQuux House,51.1,71.4,KZ,venue,Astana\n"


def test_a_layer_is_checked_line_by_line(run: Run) -> None:
    head = LAYER.splitlines(keepends=True)[0]
    Path("good.csv").write_text(LAYER, encoding="utf-8")
    good = run("gazetteer", "check", "good.csv")
    assert good.exit_code == 0 and "1 places with 1 names" in good.stdout and not good.stderr
    bad = [
        ("Far,95,1,KZ,venue,", "95 is beyond 90"),
        ("Elsewhere,48.85,2.35,KZ,venue,", "near Paris (FR), not in KZ"),
        ("Keep,48.85,2.35,FR,castle,", "unknown kind 'castle'"),
        ("Villa,48.85,2.35,FR,venue,Nowhereville", "no city 'Nowhereville'"),
        ("Nowhere,1,2,QQ,venue,", "no country QQ"),
        (",1,2,FR,venue,", "the name is empty"),
        ("Many,1,2,FR,venue,", ""),
        ("Many,1,2,FR,venue,", "the id 'many' stands in line 8 already"),
    ]
    Path("bad.csv").write_text(head + "\n".join(row for row, _ in bad) + "\n", encoding="utf-8")
    result = run("gazetteer", "check", "bad.csv")
    assert result.exit_code == 1 and "1 places" in result.stdout
    told = result.stderr.splitlines()
    wanted = [(line, said) for line, (_, said) in enumerate(bad, 2) if said]
    assert len(told) == len(wanted)
    for text, (line, said) in zip(told, wanted, strict=True):
        assert f"bad.csv, line {line}: " in text and said in text
    Path("odd.csv").write_text("name,lat\nX,1\n", encoding="utf-8")
    assert "the column latitude is missing" in run("gazetteer", "check", "odd.csv").stderr
    complains(run("gazetteer", "check", "absent.csv"), 1, "absent.csv")
    Path("empty.csv").write_text("", encoding="utf-8")
    complains(run("gazetteer", "check", "empty.csv"), 1, "empty.csv", "empty")


DUMP = (
    "1\tQuuxia\tQuuxia\tQuuxland\t10.0\t20.0\tA\tADM1\tTD\t\t07\t\t\t\t9000\t\t\tAfrica/Ndjamena\t2024-01-01\n"
    "2\tQuuxville\tQuuxville\tQuuxstadt,quuks,Квукс\t10.1\t20.1\tP\tPPLA\tTD\t\t07\t\t\t\t400\t\t\tAfrica/Ndjamena\t2024-01-01\n"
    "3\tQuux Creek\tQuux Creek\t\t10.2\t20.2\tH\tSTM\tTD\t\t07\t\t\t\t0\t\t\tAfrica/Ndjamena\t2024-01-01\n"
)


def test_an_index_is_built_from_a_dump(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from timeline.gazetteer import default

    Path("TD.txt").write_text(DUMP, encoding="utf-8")
    result = run("gazetteer", "build", "TD.txt")
    assert result.exit_code == 0 and "TD.gazetteer" in result.stdout and 'gazetteer = "' in result.stdout
    monkeypatch.setenv("TIMELINE_GAZETTEER", str(Path("TD.gazetteer").resolve()))
    default.cache_clear()
    try:
        shown = run("gazetteer", "lookup", "Квукс").stdout
        assert "Quuxville" in shown and "Quuxia, Chad" in shown and "GeoNames, TD.txt (CC BY 4.0)" in shown
        assert "Camp David" in run("gazetteer", "lookup", "Camp David").stdout
        assert run("gazetteer", "lookup", "Quux Creek").exit_code == 1
    finally:
        default.cache_clear()
    Path("bad.txt").write_text(DUMP + "4\tshort line\n", encoding="utf-8")
    complains(run("gazetteer", "build", "bad.txt"), 1, "bad.txt, line 4", "19")
    assert not Path("bad.gazetteer").exists() and not list(Path().glob(".building-*"))
    complains(run("gazetteer", "build", "none.txt"), 1, "none.txt")
    monkeypatch.setenv("TIMELINE_GAZETTEER", "/nowhere/at/all")
    default.cache_clear()
    try:
        complains(run("gazetteer", "lookup", "Paris"), 1, "/nowhere/at/all")
    finally:
        default.cache_clear()


def test_text_without_a_trip_gives_an_empty_site_that_says_so(run: Run) -> None:
    Path("bread.txt").write_text(NO_TRIP, encoding="utf-8")
    result = run("build", "bread.txt", "-o", "site", "--published", "2023-02-28")
    assert (result.exit_code, result.stdout) == (0, f"{Path('site/index.html')}: no trip found\n")
    assert "no trip" in Path("site/index.html").read_text(encoding="utf-8").lower()
    assert Path("site/itinerary.csv").read_text(encoding="utf-8").strip() == ",".join(COLUMNS)
    assert run("render", "site/itinerary.csv", "-o", "again").exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        ("noise.txt", bytes(range(128, 256)) * 8, "encoding"),
        ("story.xyz", b"words", "unknown kind of file"),
        ("table.csv", b"who,where\na,b\n", "column 'date' is missing"),
        ("lines.jsonl", b"{", "line 1: is not JSON"),
    ],
)
def test_input_that_cannot_be_read(run: Run, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    complains(run("build", name, "-o", "site"), 1, name, words)
    assert not Path("site").exists()
    complains(run("extract", name), 1, name, words)


def test_one_bad_input_does_not_stop_the_others(run: Run) -> None:
    result = run("build", "missing.txt", EVENTS, "-o", "site")
    complains(result, 1, "missing.txt")
    assert "1 trip, 4 rows" in result.stdout and Path("site/index.html").is_file()


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("build", "INPUT"),
        (f"build {EVENTS}", "--output"),
        (f"build {EVENTS} -o site --colour red", "--colour"),
        (f"build {EVENTS} -o site --published soon", "--published"),
        (f"build {EVENTS} -o site --min-confidence 2", "--min-confidence"),
        (f"build {EVENTS} -o site --borders maybe", "'on', 'off'"),
        (f"extract {EVENTS} --format xml", "'csv', 'jsonl'"),
        ("export site/itinerary.csv --format xml -o trip.xml", "geojson"),
        ("map site/itinerary.csv -o trip.bmp", "svg"),
        ("map site/itinerary.csv -o trip.png --size big", "--size"),
        ("gazetteer lookup Paris --limit 0", "--limit"),
        ("dance", "dance"),
    ],
)
def test_wrong_use(run: Run, site: Path, words: str, about: str) -> None:
    complains(run(*words.replace("site/itinerary.csv", str(site / "itinerary.csv")).split()), 2, about)


def test_target_that_cannot_be_written(run: Run, site: Path) -> None:
    Path("file").touch()
    table = site / "itinerary.csv"
    for words in (
        ["build", EVENTS, "-o", "file/site"],
        ["build", EVENTS, "-o", "file"],
        ["extract", EVENTS, "-o", "file/events.csv"],
        ["render", table, "-o", "file/site"],
        ["map", table, "-o", "file/trip.svg"],
        ["export", table, "--format", "geojson", "-o", "file/trip.geojson"],
    ):
        complains(run(*words), 1, "file", "cannot be written")
    assert [path.name for path in Path().iterdir()] == ["file"]


@pytest.mark.parametrize("words", ["render {} -o site", "map {} -o trip.svg", "export {} --format json -o trip.json"])
def test_table_that_cannot_be_read(run: Run, words: str) -> None:
    Path("bad.csv").write_text("who,where\na,b\n", encoding="utf-8")
    complains(run(*words.format("missing.csv").split()), 1, "missing.csv")
    complains(run(*words.format("bad.csv").split()), 1, "bad.csv")


def test_debug_shows_the_traceback(run: Run) -> None:
    result = run("--debug", "render", "missing.csv", "-o", "site")
    assert type(result.exception).__name__ == "InputError"
    complains(run("render", "missing.csv", "-o", "site"), 1)


def commands(group: click.Group = main, name: str = "timeline") -> Iterator[tuple[str, click.Command]]:
    """The program and its commands at every depth, with the words that call them."""
    yield name, group
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def test_every_command_has_help_with_an_example_that_runs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.serve.Server.run", lambda server: server.server_close())  # else it serves on and on
    shutil.copy(STORY, "story.txt")
    Path("my-places.csv").write_text(LAYER, encoding="utf-8")
    Path("allCountries.txt").write_text(DUMP, encoding="utf-8")
    Path("news").mkdir()
    shutil.copy(STORY, "news")
    for name, command in commands():
        shown = run(*name.split()[1:], "--help").stdout
        examples = re.findall(r"^ *Example: (timeline .+)$", command.help or "", re.M)
        assert examples and all(" ".join(e.split()) in " ".join(shown.split()) for e in examples), name
        for example in examples:
            assert example.startswith(f"{name} "), example
            port = ("--port", "0") if command.name == "serve" else ()  # its own may be taken
            result = run(*shlex.split(example)[1:], *port)
            assert result.exit_code == 0, (example, result.output)
    assert {"site", "site2", "trip.png", "trip.geojson", "differences.html"} < {path.name for path in Path().iterdir()}


def test_interruption_is_told_and_leaves_everything_as_it_was(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it comes while finding, while drawing the page, or before the new files take their places."""
    run("build", EVENTS, "-o", "site")
    before = {path: path.read_bytes() for path in Path("site").iterdir()}

    def interrupt(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    for target in ("timeline.pipeline.build", "timeline.page.render_page", "pathlib.Path.chmod"):
        with monkeypatch.context() as patch:
            patch.setattr(target, interrupt)
            result = run("build", EVENTS, "-o", "site", "--title", "new")
        assert (result.exit_code, result.stderr.strip()) == (1, "timeline: interrupted"), target
        assert {path: path.read_bytes() for path in Path("site").iterdir()} == before, target


def test_files_of_a_site_change_together_or_not_at_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", EVENTS, "-o", "site")
    before = {path: path.read_bytes() for path in Path("site").iterdir()}
    calls = iter(range(9))
    original = Path.chmod

    def full(path: Path, mode: int) -> None:
        if next(calls) >= 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        original(path, mode)

    monkeypatch.setattr(Path, "chmod", full)
    complains(run("build", EVENTS, "-o", "site", "--title", "new"), 1, "cannot be written", "No space left")
    assert {path: path.read_bytes() for path in Path("site").iterdir()} == before


def test_as_a_module_and_by_its_version() -> None:
    shown = subprocess.run([sys.executable, "-m", "timeline", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("timeline, version ")


def test_help_loads_nothing_slow() -> None:
    code = "import sys, timeline.cli; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    slow = {"pandas", "numpy", "folium", "geopy", "dateparser", "trafilatura", "htmldate", "jinja2", "marisa_trie"}
    assert not slow.intersection(loaded)
