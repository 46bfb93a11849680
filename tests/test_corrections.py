"""The round trip: what a person changes in the table wins, is marked, and survives later builds; nothing is lost."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from timeline.cli import main
from timeline.codec import from_json, to_json
from timeline.corrections import MARK
from timeline.pairing import moved

FIRST = (
    "Foreign Minister Anna Berg arrived in Vienna on Monday, 27 February 2023. On Tuesday she travelled on to Graz. "
    "She will travel to Warsaw on Thursday and return to Berlin on Friday."
)
SECOND = """{"text": "Foreign Minister Anna Berg arrived in Warsaw on Friday, her office said.", "source": "second",
"published": "2023-03-03"}""".replace("\n", " ")
Rows = list[dict[str, str]]
Edit = Callable[[Rows], Rows]
HOME = Path("site/itinerary.csv")


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder with a dispatch and the site that was built of it."""
    monkeypatch.chdir(tmp_path)
    Path("first.txt").write_text(FIRST, encoding="utf-8")
    Path("second.jsonl").write_text(SECOND, encoding="utf-8")
    run("build", "first.txt", "--published", "2023-02-28", "-o", "site")


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def run(*words: object) -> Result:
    result = call(*words)
    assert result.exit_code == 0, result.output
    return result


def rows(path: str | Path) -> Rows:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edit(change: Edit, path: Path = HOME) -> None:
    found = change(rows(path))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, max(map(list, found), key=len), restval="")
        writer.writeheader()
        writer.writerows(found)


def told(path: str | Path, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[c] for c in ("place", *columns)) for row in rows(path)]


def marked(path: str | Path) -> list[str]:
    return [row["place"] for row in rows(path) if MARK in row["sources"].split(";")]


def setting(at: int, **cells: str) -> Edit:
    def change(found: Rows) -> Rows:
        found[at] |= cells
        return found

    return change


def swapped(found: Rows) -> Rows:
    return [found[1], found[0], *found[2:]]


def numbered(found: Rows) -> Rows:
    return [row | {"seq": str({1: 2, 2: 1}.get(n, n))} for n, row in enumerate(found, 1)]


def without(at: int) -> Edit:
    return lambda found: [row for n, row in enumerate(found) if n != at]


def with_row(at: int, **cells: str) -> Edit:
    def change(found: Rows) -> Rows:
        row = {"traveller": "Anna Berg", **cells}
        return [*found[:at], row, *found[at:]]

    return change


def test_nothing_is_marked_that_was_not_edited() -> None:
    run("render", HOME, "-o", "again")
    for name in ("itinerary.csv", "itinerary.json", "index.html"):
        assert Path("again", name).read_bytes() == Path("site", name).read_bytes()


def test_corrected_city_is_placed_anew_and_marked() -> None:
    edit(setting(1, place="Salzburg"))
    run("render", HOME, "-o", "mine")
    row = rows("mine/itinerary.csv")[1]
    assert (row["place"], row["admin1"], row["country_code"]) == ("Salzburg", "Salzburg", "AT")
    assert (round(float(row["latitude"])), round(float(row["longitude"]))) == (48, 13)
    assert marked("mine/itinerary.csv") == ["Salzburg"]
    assert "place was Graz" in Path("mine/itinerary.json").read_text(encoding="utf-8")
    assert MARK in Path("mine/index.html").read_text(encoding="utf-8")
    distances = [r["distance_km"] for r in rows("mine/itinerary.csv")]
    assert distances[:1] + distances[3:] == ["", rows(HOME)[3]["distance_km"]]
    assert distances[1:3] != [r["distance_km"] for r in rows(HOME)][1:3]


def test_place_of_the_person_s_own_stands_as_given() -> None:
    edit(setting(1, place="A farm near Graz", latitude="47,1", longitude="15,5", place_id=""))
    run("render", HOME, "-o", "mine")
    row = rows("mine/itinerary.csv")[1]
    assert (row["place"], row["latitude"], row["longitude"]) == ("A farm near Graz", "47.1", "15.5")


def test_city_that_is_not_known_is_told_and_left_off_the_map() -> None:
    edit(setting(1, place="Qwxzzkvbn"))
    result = run("render", HOME, "-o", "mine")
    assert "no place found for 'Qwxzzkvbn'" in result.stderr
    assert [rows("mine/itinerary.csv")[1][c] for c in ("place", "latitude", "place_id")] == ["Qwxzzkvbn", "", ""]


@pytest.mark.parametrize(
    ("change", "expected", "edited"),
    [
        (setting(2, start_date="2023-03-01"), ["Vienna", "Graz", "Warsaw", "Berlin"], ["Warsaw"]),
        (swapped, ["Graz", "Vienna", "Warsaw", "Berlin"], ["Graz"]),
        (numbered, ["Graz", "Vienna", "Warsaw", "Berlin"], ["Graz"]),
        (without(1), ["Vienna", "Warsaw", "Berlin"], []),
        (with_row(2, place="Linz", start_date="2023-03-01"), ["Vienna", "Graz", "Linz", "Warsaw", "Berlin"], ["Linz"]),
        (with_row(0, place="Linz"), ["Linz", "Vienna", "Graz", "Warsaw", "Berlin"], ["Linz"]),
    ],
)
@pytest.mark.parametrize("inputs", [("first.txt",), ("first.txt", "second.jsonl")])
def test_edits_survive(change: Edit, expected: list[str], edited: list[str], inputs: tuple[str, ...]) -> None:
    """Rendered, built again with and without newer dispatches, from the table itself and from the rendered one."""
    edit(change)
    run("render", HOME, "-o", "mine")
    run("build", *inputs, "--published", "2023-02-28", "--corrections", HOME, "-o", "later")
    run("build", *inputs, "--published", "2023-02-28", "--corrections", "mine/itinerary.csv", "-o", "latest")
    run("build", *inputs, "--published", "2023-02-28", "--corrections", "latest/itinerary.csv", "-o", "last")
    for folder in ("mine", "later", "latest", "last"):
        assert [place for (place,) in told(f"{folder}/itinerary.csv")] == expected, folder
        assert [p for p in marked(f"{folder}/itinerary.csv") if p in edited] == edited, folder
        assert [row["seq"] for row in rows(f"{folder}/itinerary.csv")] == [str(n + 1) for n in range(len(expected))]
    if len(inputs) == 1:
        assert rows("later/itinerary.csv") == rows("mine/itinerary.csv")
    assert rows("last/itinerary.csv") == rows("later/itinerary.csv")


def test_the_person_s_day_wins_and_the_newer_report_is_named() -> None:
    edit(setting(2, start_date="2023-03-01"))
    run("build", "first.txt", "second.jsonl", "--published", "2023-02-28", "--corrections", HOME, "-o", "later")
    row = rows("later/itinerary.csv")[2]
    assert (row["place"], row["start_date"], row["status"]) == ("Warsaw", "2023-03-01", "reported")
    assert "the sources say start_date 2023-03-03" in row["conflict"]


def test_edits_of_several_times_add_up_and_may_be_taken_back() -> None:
    edit(setting(1, place="Salzburg"))
    run("render", HOME, "-o", "one")
    edit(setting(2, purpose="to open a conference"), Path("one/itinerary.csv"))
    run("render", "one/itinerary.csv", "-o", "two")
    assert marked("two/itinerary.csv") == ["Salzburg", "Warsaw"]
    edit(setting(1, place="Graz"), Path("two/itinerary.csv"))
    run("render", "two/itinerary.csv", "-o", "three")
    assert marked("three/itinerary.csv") == ["Warsaw"]
    edit(without(1), Path("three/itinerary.csv"))
    run("build", "first.txt", "--published", "2023-02-28", "--corrections", "three/itinerary.csv", "-o", "four")
    assert [place for (place,) in told("four/itinerary.csv")] == ["Vienna", "Warsaw", "Berlin"]
    assert rows("four/itinerary.csv")[1]["purpose"] == "to open a conference"


def test_row_that_no_dispatch_tells_any_longer_stays_with_the_person() -> None:
    edit(setting(1, purpose="met the mayor"))
    run("build", "second.jsonl", "--corrections", HOME, "-o", "later")
    assert sorted(told("later/itinerary.csv", "purpose")) == [("Graz", "met the mayor"), ("Warsaw", "")]


def test_deleted_visit_does_not_take_the_next_visit_to_the_place_with_it() -> None:
    table = "traveller,event,place,date\nAnna Berg,stop,Vienna,2023-02-27\nAnna Berg,stop,Graz,2023-02-28\n"
    Path("tour.csv").write_text(table + "Anna Berg,stop,Vienna,2023-03-02\n", encoding="utf-8")
    run("build", "tour.csv", "-o", "tour")
    edit(without(0), Path("tour/itinerary.csv"))
    Path("tour.csv").write_text(table.replace("2023-02-27", "2023-03-02"), encoding="utf-8")
    run("build", "tour.csv", "--corrections", "tour/itinerary.csv", "-o", "later")
    assert told("later/itinerary.csv", "start_date") == [("Graz", "2023-02-28"), ("Vienna", "2023-03-02")]


def test_table_that_nothing_tells_of_is_not_written_over() -> None:
    Path("site/itinerary.json").unlink()
    result = call(*BUILD)
    assert result.exit_code == 1 and "may be edited by hand" in result.stderr


def test_table_without_what_the_program_wrote() -> None:
    edit(setting(2, start_date="2023-03-01"))
    HOME.rename("mine.csv")
    result = run("build", "second.jsonl", "--corrections", "mine.csv", "-o", "later")
    assert "what it says otherwise counts as edited by hand" in result.stderr
    assert told("later/itinerary.csv", "start_date") == [
        ("Vienna", "2023-02-27"), ("Graz", "2023-02-28"), ("Warsaw", "2023-03-01"), ("Berlin", "2023-03-03"),
    ]  # fmt: skip


def test_city_corrected_in_a_table_that_stands_alone_is_placed_anew() -> None:
    edit(lambda found: with_row(2, place="Linz")(setting(1, place="Salzburg")(found)))
    HOME.rename("mine.csv")
    run("render", "mine.csv", "-o", "mine")
    assert told("mine/itinerary.csv", "admin1")[:3] == [
        ("Vienna", rows("mine/itinerary.csv")[0]["admin1"]), ("Salzburg", "Salzburg"), ("Linz", "Oberösterreich"),
    ]  # fmt: skip


def test_of_a_table_that_stands_alone_only_what_differs_is_the_person_s() -> None:
    edit(lambda found: with_row(2, place="Linz", start_date="2023-03-01")(setting(1, purpose="met the mayor")(found)))
    HOME.rename("mine.csv")
    run("build", "first.txt", "--published", "2023-02-28", "--corrections", "mine.csv", "-o", "later")
    assert marked("later/itinerary.csv") == ["Graz", "Linz"]
    run("render", "later/itinerary.csv", "-o", "last")
    assert rows("last/itinerary.csv") == rows("later/itinerary.csv")


def test_all_rows_may_be_deleted() -> None:
    HOME.write_text(HOME.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    run("build", "first.txt", "--published", "2023-02-28", "--corrections", HOME, "-o", "later")
    assert rows("later/itinerary.csv") == []


BUILD = ("build", "first.txt", "--published", "2023-02-28", "-o", "site")


def test_edited_table_is_not_written_over_unasked() -> None:
    edit(setting(1, purpose="met the mayor"))
    before = HOME.read_bytes()
    for words in (BUILD, ("render", "other/itinerary.csv", "-o", "site")):
        run("build", "second.jsonl", "-o", "other", "--overwrite")
        result = call(*words)
        assert result.exit_code == 1 and "was edited by hand" in result.stderr and "--corrections" in result.stderr
    assert HOME.read_bytes() == before
    run(*BUILD, "--corrections", HOME)
    assert rows(HOME)[1]["purpose"] == "met the mayor" and marked(HOME) == ["Graz"]
    assert call(*BUILD).exit_code == 1  # the edits are still a person's
    run(*BUILD, "--overwrite")
    assert rows(HOME)[1]["purpose"] != "met the mayor"
    run(*BUILD)


def test_table_that_a_spreadsheet_saved_in_its_own_way_is_not_edited() -> None:
    found = rows(HOME)
    lines = [";".join(found[0]), *(";".join(f'"{c}"' for c in row.values()) for row in found)]
    HOME.write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n").encode())
    run(*BUILD)


def test_rendering_into_the_same_folder_leaves_the_table_as_it_is() -> None:
    edit(lambda found: [row | {"note": "mine"} for row in swapped(found)])
    before = HOME.read_bytes()
    for _ in range(2):
        result = run("render", HOME, "-o", "site")
        assert "column 'note' is none of an itinerary" in result.stderr
        assert HOME.read_bytes() == before
        places = [e.place.name for e in from_json(Path("site/itinerary.json").read_text("utf-8")).entries() if e.place]
        assert places == ["Graz", "Vienna", "Warsaw", "Berlin"]
    result = call(*BUILD, "--corrections", HOME)
    assert result.exit_code == 1 and "column 'note'" in result.stderr
    assert HOME.read_bytes() == before


def test_table_of_another_itinerary_beside_it_is_not_compared() -> None:
    run("build", "second.jsonl", "-o", "other")
    Path("site/second.csv").write_bytes(Path("other/itinerary.csv").read_bytes())
    run("render", "site/second.csv", "-o", "mine")
    assert not marked("mine/itinerary.csv")


@pytest.mark.parametrize(
    ("cells", "cause"),
    [
        ({"start_date": "soon"}, "line 3, column start_date: 'soon' is not a day"),
        ({"latitude": "95"}, "line 3, column latitude: 95 is outside -90..90"),
        ({"end_date": "2023-02-01"}, "line 3, column end_date: 2023-02-01 is before start_date"),
        ({"place": ""}, "line 3, column place: is empty"),
        ({"status": "maybe"}, "line 3, column status: 'maybe' is none of"),
    ],
)
def test_row_with_an_error_names_its_line_and_column(cells: dict[str, str], cause: str) -> None:
    edit(setting(1, **cells))
    for words in (("render", HOME, "-o", "mine"), ("build", "first.txt", "--corrections", HOME, "-o", "mine")):
        result = call(*words)
        assert result.exit_code == 1 and f"{HOME}: {cause}" in result.stderr
    assert not Path("mine").exists()


def test_corrections_stand_in_the_json() -> None:
    edit(lambda found: swapped(without(3)(setting(2, purpose="x")(found))))
    run("render", HOME, "-o", "mine")
    text = Path("mine/itinerary.json").read_text(encoding="utf-8")
    trips = from_json(text)
    assert to_json(trips) == text
    assert len(trips.corrections) == 3


@given(st.permutations(range(7)))
def test_what_is_not_moved_rises(order: list[int]) -> None:
    gone = moved(order)
    kept = [value for at, value in enumerate(order) if at not in gone]
    assert kept == sorted(kept)
    assert bool(gone) == (order != sorted(order))
