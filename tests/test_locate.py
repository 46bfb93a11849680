"""Finding and placing names in texts, through the public door only."""

from __future__ import annotations

import csv
import math
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline.locate import find_places, resolve
from timeline.records import Place, PlaceMention

NAMESAKES = Path(__file__).parent / "data" / "namesakes.csv"


def km(place: Place, latitude: float, longitude: float) -> float:
    """Great-circle distance of a place from a point."""
    p, q = math.radians(place.latitude), math.radians(latitude)
    h = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(longitude - place.longitude) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def found(text: str, on: date | None = None) -> dict[str, PlaceMention]:
    """The mentions of a text by their words; the first of each."""
    mentions: dict[str, PlaceMention] = {}
    for mention in find_places(text, on):
        assert text[mention.start : mention.end] == mention.text
        mentions.setdefault(mention.text, mention)
    return mentions


def codes(text: str, on: date | None = None) -> dict[str, str]:
    """Country code of each name found and placed."""
    return {name: m.place.country_code for name, m in found(text, on).items() if m.place is not None}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mr. Washington told reporters he would stay.", "Washington"),
        ("Paris Hilton arrived at the party with a friend.", "Paris"),
        ("President Lincoln spoke for two minutes.", "Lincoln"),
        ("Jack London wrote novels. London died in 1916.", "London"),
        ("Theresa May flew to Florence to speak on Friday.", "May"),
        ("Former President George W. Bush praised the soldiers. Bush said they were brave.", "Bush"),
        ("Hillary Clinton met voters. Clinton thanked them.", "Clinton"),
        ("Secretary of State John Kerry flew home. Kerry was tired.", "Kerry"),
        ("Michael Jordan scored 40 points.", "Jordan"),
    ],
)
def test_persons_are_no_places(text: str, person: str) -> None:
    assert not any(person in name for name in found(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He told the Boston Globe that he was innocent.", "Boston"),
        ("She supports Manchester United.", "Manchester"),
        ("The battleship USS Arizona was sunk.", "Arizona"),
        ("She left on Monday. Of the rest, three stayed in March.", "Of"),
        ("She left on Monday. Of the rest, three stayed in March.", "March"),
        ("Reading the report took hours. Mobile phones rang.", "Reading"),
        ("Reading the report took hours. Mobile phones rang.", "Mobile"),
        ("The Kazakh and French ministers spoke German.", "Kazakh"),
        ("The firm was fined US$2 million.", "US"),
        ("The Marburg virus is deadly.", "Marburg"),
    ],
)
def test_other_words_are_no_places(text: str, name: str) -> None:
    assert name not in found(text)


def test_places_beside_their_lands() -> None:
    mentions = found("They moved from Portland, Maine, to Paris, Texas, and on to Moscow, Idaho.")
    places = {name: m.place for name, m in mentions.items()}
    assert [p.admin1 for n in ("Portland", "Paris", "Moscow") if (p := places[n])] == ["Maine", "Texas", "Idaho"]
    assert "named with Texas" in mentions["Paris"].reason
    assert any(p.country_code == "FR" for p in mentions["Paris"].alternatives)


def test_short_forms() -> None:
    text = "He flew from the U.S. to the UK and the U.A.E., then to Miami, Fla., Concord, N.H., and Portland, Ore."
    assert codes(text) == {
        "U.S.": "US", "UK": "GB", "U.A.E.": "AE", "Miami": "US", "Fla.": "US", "Concord": "US", "N.H.": "US",
        "Portland": "US", "Ore.": "US",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("ASTANA, Kazakhstan (Reuters) - The talks began.", "ASTANA", "KZ"),
        ("ROME (AP) — The pope spoke.", "ROME", "IT"),
        ("WASHINGTON/MOSCOW (Reuters) - The two sides spoke.", "MOSCOW", "RU"),
        ("The Paris-based agency said so.", "Paris", "FR"),
        ("Lebanon's army moved into southern Lebanon.", "Lebanon", "LB"),
        ("The plane landed at Joint Base Andrews.", "Joint Base Andrews", "US"),
        ("He took off from Hickam Air Force Base.", "Hickam Air Force Base", "US"),
        ("They met at the Ak Orda palace.", "Ak Orda", "KZ"),
        ("He will go on to Kyiv, officials said.", "Kyiv", "UA"),
        ("Президент прилетел в город Астана.", "Астана", "KZ"),
        ("总统星期二抵达北京。", "北京", "CN"),
    ],
)
def test_names_and_their_countries(text: str, name: str, code: str) -> None:
    assert codes(text).get(name) == code


def test_historical_names_depend_on_the_day() -> None:
    mention = found("Gorbachev, leader of the Soviet Union, flew from Leningrad to Peking.", date(1989, 5, 15))
    assert {"Soviet Union", "Leningrad", "Peking"} <= set(mention)
    leningrad, peking = mention["Leningrad"].place, mention["Peking"].place
    assert leningrad is not None and km(leningrad, 59.94, 30.31) < 30
    assert peking is not None and peking.country_code == "CN"


def test_one_sense_in_one_text() -> None:
    text = "LONDON, Ky. - Police closed a road in London on Monday. Kentucky State Police said the London man was held."
    mentions = [m for m in find_places(text) if m.text.lower() == "london"]
    assert len(mentions) == 3
    assert {m.place.admin1 for m in mentions if m.place} == {"Kentucky"}


def test_resolve_uses_country_day_and_context() -> None:
    assert (place := resolve("Georgetown", "Guyana").place) and place.country_code == "GY"
    assert (place := resolve("Portland, Maine").place) and place.admin1 == "Maine"
    assert (place := resolve("Valencia", "VE").place) and place.country_code == "VE"
    assert (place := resolve("Tripoli", context=("Beirut", "Lebanon")).place) and place.country_code == "LB"
    nothing = resolve("Qwxzkrumph")
    assert nothing.place is None and nothing.reason
    assert resolve("").place is None


def test_resolution_says_why_and_keeps_the_alternatives() -> None:
    resolution = resolve("San Jose", "Costa Rica")
    assert "named with Costa Rica" in resolution.reason
    assert resolution.alternatives and 0.5 < resolution.confidence <= 1


@pytest.mark.parametrize(
    ("text", "day", "name", "code"),
    [
        ("Two men travelled to Salisbury, police in London said.", "2018-09-05", "Salisbury", "GB"),
        ("Kissinger saw the prime minister in Salisbury and flew on to Lusaka.", "1976-09-20", "Salisbury", "ZW"),
        ("He was born in Leningrad.", "2024-01-01", "Leningrad", "RU"),
        ("Kissinger flew to Saigon.", "1972-10-18", "Saigon", "VN"),
        ("The talks were held in Peking.", "1972-02-21", "Peking", "CN"),
    ],
)
def test_a_former_name_holds_in_its_years(text: str, day: str, name: str, code: str) -> None:
    (mention,) = (m for m in find_places(text, on=date.fromisoformat(day)) if m.text == name)
    assert mention.place is not None and mention.place.country_code == code


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The cow came from a farm in Washington state, officials said.", "Washington", "admin1"),
        ("Aid reached Nyanza province in Kenya.", "Nyanza", "region"),
        ("The governor spoke in the city of Quebec.", "Quebec", "city"),
        ("Illnesses were seen in Alberta, Manitoba, Ontario and New Brunswick.", "New Brunswick", "admin1"),
        ("Ships left the Black Sea for the Strait of Hormuz.", "Black Sea", "natural"),
        ("He toured the Donbas.", "Donbas", "region"),
    ],
)
def test_the_kind_that_the_words_around_say(text: str, name: str, kind: str) -> None:
    assert {m.text.removeprefix("the "): m.place.kind for m in find_places(text) if m.place}[name] == kind


def test_part_of_a_land_is_no_place_elsewhere() -> None:
    assert [(m.text, m.place.country_code) for m in find_places("Rain fell over South West England.") if m.place] == [
        ("England", "GB")
    ]


def test_namesakes() -> None:
    with NAMESAKES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    wrong = []
    for row in rows:
        mention = found(row["text"]).get(row["name"])
        place = mention.place if mention else None
        if place is None or km(place, float(row["latitude"]), float(row["longitude"])) > 161:
            wrong.append((row["text"], row["name"], place))
    assert len(rows) >= 100
    assert len(wrong) <= 0.05 * len(rows), wrong


WORDS = st.sampled_from(
    [
        "Paris",
        "London",
        "the",
        "in",
        "of",
        ",",
        ".",
        "-",
        "’s",
        "U.S.",
        "Washington,",
        "D.C.",
        "Texas",
        "New",
        "York",
        "Mr.",
        "St.",
        "County",
        "(",
        ")",
        "\n",
        "Astana",
        "北京",
        "Москва",
        "القاهرة",
        "É",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join)))
def test_any_text_gives_ordered_spans(text: str) -> None:
    mentions = find_places(text)
    assert mentions == find_places(text)
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert 0.0 <= mention.confidence <= 1.0
        assert mention.place is None or -90 <= mention.place.latitude <= 90
        last = mention.end


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=20))
def test_any_name_resolves_or_says_why_not(name: str, country: str) -> None:
    resolution = resolve(name, country)
    assert resolution.place is not None or resolution.reason


def test_corpora(shared: Path) -> None:
    """Floors for the marked corpora, a little under what was measured."""
    import json

    # floors: what is reached; they may only rise (the aim for the share within 161 km is 0.90)
    for corpus, least_f1, least_right in (("trnews", 0.87, 0.93), ("geovirus", 0.93, 0.88)):
        lines = (shared / "data" / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8").split("\n")
        marked = given_ = hits = right = placed = 0
        for document in (json.loads(line) for line in lines if line.strip()):
            mentions = find_places(document["text"])
            given_ += len(mentions)
            for want in document["toponyms"]:
                marked += 1
                hit = next((m for m in mentions if m.start < want["end"] and want["start"] < m.end), None)
                hits += hit is not None
                if hit is not None and want.get("lat") is not None:
                    placed += 1
                    right += hit.place is not None and km(hit.place, want["lat"], want["lon"]) <= 161
        assert 2 * hits / (marked + given_) >= least_f1
        assert right / placed >= least_right
