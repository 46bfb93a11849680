"""Fit the weights of `timeline/extract/weights.json` on marked trip cases.

    python scripts/fit_extraction.py CASES_DIR [CASES_DIR ...] [--marks DIR --texts DIR] [--write]

`--lead` fits only whom a story is about, on which the facts of all else rest: fit that first, then the rest.
`--marks` names a folder of JSON Lines of marked rows without their texts (`tests/data/marks`), `--texts` the folder
that holds the texts in files of the same names; a text whose day of publication is not known goes without one.

Every pair of a person and a place that a story names is one example: right where a marked row has both, left out where
the row is optional. Of the several mentions of a place the one that weighs most stands for the pair (multiple-instance
learning: fit, choose, fit again). Prints precision, recall and F1 of pairs, each case judged by weights fitted without
it (eight folds).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from timeline import locate
from timeline.dating import find_dates
from timeline.extract.candidates import Candidate, candidates, is_base, written_in
from timeline.extract.facts import facts_of_kind, facts_of_status
from timeline.extract.lead import facts_of_lead
from timeline.extract.story import Story
from timeline.gazetteer import default
from timeline.records import Dispatch

FOLDS = 8
LEAD_STRENGTH = 0.05
SHARES = {"stories": 0.5, "timebank_te3": 0.25, "aquaint_te3": 0.25, "trnews": 0.25}
"""What an example of these sets counts beside the marked cases: hard stories of our own, texts hardly on travel."""
ROUNDS = 4
WEIGHTS = Path(__file__).parent.parent / "timeline" / "extract" / "weights.json"


@dataclass
class Example:
    """One mention: its case, its pair, its facts and whether the pair is right."""

    case: str
    pair: tuple[str, str, str]
    facts: list[str]
    right: bool
    told: str = ""
    status: str = ""
    status_facts: tuple[str, ...] = ()
    kind: str = ""
    kind_facts: tuple[str, ...] = ()
    share: float = 1.0


@dataclass
class Case:
    """A marked case: its name, the set it is of, its documents and its rows."""

    name: str
    group: str
    documents: list[dict[str, str]]
    gold: list[dict[str, Any]]


def read_cases(folder: Path) -> Iterator[Case]:
    """The cases of a folder, one file each."""
    for path in sorted(folder.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        if "documents" in case:
            yield Case(path.stem, folder.name, case["documents"], case["gold"])


def read_marks(folder: Path, texts: Path) -> Iterator[Case]:
    """The cases whose rows stand in `folder` and whose texts in files of the same names somewhere under `texts`."""
    for path in sorted(folder.glob("*.jsonl")):
        source = next(texts.rglob(path.name))
        told = {d["id"]: d for d in map(json.loads, source.read_text(encoding="utf-8").splitlines())}
        for mark in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            text = told[mark["id"]]
            day = text.get("published") or text.get("dct") or ""
            document = {"name": mark["id"], "text": text["text"].strip(), "published": day if _is_day(day) else ""}
            yield Case(mark["id"], path.stem, [document], mark["gold"])


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def load(cases: Iterable[Case], scorer: Path) -> tuple[list[Example], dict[str, int]]:
    """The examples of all cases, and the number of firm rows that each case marks."""
    sys.path.insert(0, str(scorer))
    found: list[Example] = []
    firm: dict[str, int] = {}
    for case in cases:
        firm[case.name] = len({(g["traveller"], g["place"]) for g in case.gold if not g.get("optional")})
        for document in case.documents:
            published = date.fromisoformat(document["published"]) if document.get("published") else None
            dispatch = Dispatch(document["text"], published, document["name"])
            places = locate.find_places(dispatch.text, on=published)
            story = Story(dispatch, places, find_dates(dispatch.text, published=published), default())
            for one in candidates(story):
                if one.share == 1 and (example := _example(case, story, one)) is not None:
                    found.append(example)  # whoever goes along is not judged by himself
    return found, firm


def leads(cases: Iterable[Case], scorer: Path) -> list[Example]:
    """The examples of whom a story is about: the one of its persons who makes most of the marked stops."""
    sys.path.insert(0, str(scorer))
    from score_trips import same_traveller

    found: list[Example] = []
    for case in cases:
        stops = Counter(g["traveller"] for g in case.gold if not g.get("optional"))
        tops = [name for name, count in stops.items() if count == max(stops.values())]
        for document in case.documents if tops else ():
            published = date.fromisoformat(document["published"]) if document.get("published") else None
            dispatch = Dispatch(document["text"], published, document["name"])
            places = locate.find_places(dispatch.text, on=published)
            story = Story(dispatch, places, find_dates(dispatch.text, published=published), default())
            list(candidates(story))
            here = written_in(story)
            for person in story.people.persons:
                if not person.minor:
                    right = any(same_traveller(name, person.name) for name in tops)
                    pair = (case.name, document["name"], str(person.number))
                    known = facts_of_lead(story, person, here)
                    found.append(Example(case.name, pair, known, right, share=SHARES.get(case.group, 1.0)))
    told = {e.pair[:2] for e in found if e.right}
    return [e for e in found if e.pair[:2] in told]


def fit_lead(examples: list[Example], least: int) -> tuple[float, dict[str, float]]:
    """Weights by which the one whom a document is about stands above its other persons; a bias has no part in it."""
    counts = Counter(f for e in examples for f in set(e.facts))
    names = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= least))}
    documents: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for e in examples:
        documents[e.pair[0], e.pair[1]].append(e)
    pairs, shares = [], []
    for persons in documents.values():
        tops, others = [e for e in persons if e.right], [e for e in persons if not e.right]
        if not others:
            continue
        pairs += [(top, other) for top in tops for other in others]
        shares += [persons[0].share / (len(tops) * len(others))] * (len(tops) * len(others))
    matrix = _matrix([t.facts for t, _ in pairs], names) - _matrix([o.facts for _, o in pairs], names)
    model = LogisticRegression(C=LEAD_STRENGTH, max_iter=3000, fit_intercept=False)
    model.fit(vstack([matrix, -matrix]), [1] * len(pairs) + [0] * len(pairs), sample_weight=shares * 2)
    return 0.0, {f: float(model.coef_[0][i]) for f, i in names.items()}


def judge_lead(examples: list[Example], folds: dict[str, int], least: int) -> None:
    """Print in how many documents the right person is chosen, each case judged by weights fitted without it."""
    right = total = 0
    for fold in range(FOLDS):
        bias, weights = fit_lead([e for e in examples if folds[e.case] != fold], least)
        best: dict[tuple[str, str], tuple[float, bool]] = {}
        for e in examples:
            if folds[e.case] == fold:
                score = bias + sum(weights.get(f, 0.0) for f in set(e.facts))
                if e.pair[:2] not in best or score > best[e.pair[:2]][0]:
                    best[e.pair[:2]] = score, e.right
        right, total = right + sum(hit for _, hit in best.values()), total + len(best)
    print(f"lead     {right / total:.3f} of {total} documents")


def _matrix(facts: Iterable[Sequence[str]], names: Mapping[str, int]) -> csr_matrix:
    """A row for each list of facts, a column for each of the `names`."""
    rows = [sorted({names[f] for f in known if f in names}) for known in facts]
    columns = np.concatenate([np.array(r, dtype=int) for r in rows])
    return csr_matrix(
        (np.ones(sum(map(len, rows))), columns, np.cumsum([0, *map(len, rows)])), shape=(len(rows), len(names))
    )


def _example(case: Case, story: Story, one: Candidate) -> Example | None:
    """The example that a candidate makes; None where the marks leave open whether it is right."""
    from score_trips import near, same_traveller

    p = one.place
    row = {"place": p.name, "country_code": p.country_code, "latitude": p.latitude, "longitude": p.longitude}
    own = [g for g in case.gold if same_traveller(g["traveller"], one.person.name)]
    hits = [g for g in own if near(g, row)]
    firmly = [g for g in hits if not g.get("optional")]
    if hits and not firmly:
        return None
    if not hits and p.kind in ("country", "admin1") and any(g["country"] == p.country_code for g in own):
        return None  # the merging of rows folds a country into the city of the same visit
    name = hits[0]["traveller"] + hits[0]["place"] if hits else one.person.name + p.place_id
    site = (story, one.sentence, one.site)
    return Example(
        case.name, (case.name, name, ""), one.facts, bool(hits), _told(one),
        _only(firmly, "status"), tuple(facts_of_status(*site)),
        _only(firmly, "event"), tuple(facts_of_kind(*site, one.person, is_base(default(), p))),
        SHARES.get(case.group, 1.0),
    )  # fmt: skip


def _only(rows: list[dict[str, str]], key: str) -> str:
    """The one value that the rows share, else nothing."""
    values = {r[key] for r in rows}
    return values.pop() if len(values) == 1 else ""


def fit_classes(
    examples: list[Example], label: str, strength: float, least: int
) -> dict[str, tuple[float, dict[str, float]]]:
    """For each class of `label` ("status" or "kind") bias and weights."""
    known = [e for e in examples if getattr(e, label)]
    counts: dict[str, set[str]] = defaultdict(set)
    for e in known:
        for f in getattr(e, f"{label}_facts"):
            counts[f].add(e.case)
    names = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if len(c) >= least))}
    matrix = _matrix([getattr(e, f"{label}_facts") for e in known], names)
    labels = [getattr(e, label) for e in known]
    counted = Counter(labels)
    power = 0.5 if label == "kind" else 0.2  # rare kinds (returns, transits) weigh more
    weights = {name: (len(labels) / counted[name]) ** power for name in counted}
    model = LogisticRegression(C=strength, max_iter=3000, class_weight=weights)
    model.fit(matrix, labels)
    return {
        str(name): (float(model.intercept_[k]), {f: float(model.coef_[k][i]) for f, i in names.items()})
        for k, name in enumerate(model.classes_)
    }


def judge_classes(examples: list[Example], folds: dict[str, int], label: str, strength: float, least: int) -> None:
    """Print how often `label` is right, each case judged by weights fitted without it."""
    right = total = 0
    for fold in range(FOLDS):
        classes = fit_classes([e for e in examples if folds[e.case] != fold], label, strength, least)
        for e in examples:
            if folds[e.case] == fold and getattr(e, label):
                facts = getattr(e, f"{label}_facts")
                guess = max(classes, key=lambda c: classes[c][0] + sum(classes[c][1].get(f, 0.0) for f in facts))
                right, total = right + (guess == getattr(e, label)), total + 1
    print(f"{label:8} {right / total:.3f} of {total} mentions")


def likely(examples: list[Example], fitted: tuple[float, dict[str, float]]) -> list[Example]:
    """The mentions that would be taken, or nearly so."""
    bias, weights = fitted
    return [e for e in examples if e.right and bias + sum(weights.get(f, 0.0) for f in set(e.facts)) > -0.9]


def _told(one: Candidate) -> str:
    words = " ".join(t.text for t in one.sentence.tokens)
    rule = one.site.reading.rule if one.site.reading else "no reading"
    return f"{one.person.name} @ {one.place.name} [{one.how}; {rule}] {words}"


def fit(examples: list[Example], strength: float, least: int) -> tuple[float, dict[str, float]]:
    """Bias and weights from the examples."""
    counts: dict[str, set[str]] = defaultdict(set)
    for e in examples:
        for f in e.facts:
            counts[f].add(e.case)
    names = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if len(c) >= least))}
    matrix = _matrix([e.facts for e in examples], names)
    pairs: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, e in enumerate(examples):
        pairs[e.pair].append(i)
    chosen = list(range(len(examples)))
    model = LogisticRegression(C=strength, max_iter=2000)
    for _ in range(ROUNDS):
        shares = np.array([examples[i].share for i in chosen])
        model.fit(matrix[chosen], np.array([examples[i].right for i in chosen]), sample_weight=shares)
        scores = matrix @ model.coef_[0]
        # a right pair is carried by its best mention; of a wrong pair every mention is wrong
        chosen = [i for members in pairs.values() for i in (
            [max(members, key=lambda m: scores[m])] if examples[members[0]].right else members)]  # fmt: skip
    weights = {f: float(model.coef_[0][i]) for f, i in names.items()}
    return float(model.intercept_[0]), weights


def judge(
    examples: list[Example], folds: dict[str, int], strength: float, least: int
) -> dict[tuple[str, str, str], tuple[float, bool]]:
    """For each pair the score of its best mention, by weights fitted without its case."""
    best: dict[tuple[str, str, str], tuple[float, bool]] = {}
    for fold in range(FOLDS):
        bias, weights = fit([e for e in examples if folds[e.case] != fold], strength, least)
        for e in examples:
            if folds[e.case] == fold:
                score = bias + sum(weights.get(f, 0.0) for f in set(e.facts))
                if e.pair not in best or score > best[e.pair][0]:
                    best[e.pair] = (score, e.right)
    return best


def report(
    best: dict[tuple[str, str, str], tuple[float, bool]], firm: dict[str, int], which: str, keep: set[str]
) -> float:
    """Print the best F1 over thresholds; returns the threshold (log-odds)."""
    total = sum(n for case, n in firm.items() if case in keep)
    ranked = sorted((v for k, v in best.items() if k[0] in keep), reverse=True)
    top, threshold, hits = 0.0, 0.0, 0
    line = ""
    for taken, (score, right) in enumerate(ranked, 1):
        hits += right
        f1 = 2 * hits / (taken + total)
        if f1 > top:
            top, threshold = f1, score
            line = f"P {hits / taken:.3f} R {hits / total:.3f} F1 {f1:.3f} at {score:+.2f}"
    print(f"{which:8} pairs {total} {line}")
    return threshold


def tell(examples: list[Example], folds: dict[str, int], args: argparse.Namespace) -> None:
    """Print the pairs judged worst by weights fitted without their case, with their best mention and its facts."""
    best: dict[tuple[str, str, str], tuple[float, Example, str]] = {}
    for fold in range(FOLDS):
        bias, weights = fit([e for e in examples if folds[e.case] != fold], args.strength, args.least)
        for e in examples:
            score = bias + sum(weights.get(f, 0.0) for f in set(e.facts))
            if folds[e.case] == fold and (e.pair not in best or score > best[e.pair][0]):
                facts = sorted(((weights.get(f, 0.0), f) for f in set(e.facts)), key=lambda w: -abs(w[0]))[:9]
                best[e.pair] = (score, e, ", ".join(f"{f} {w:+.1f}" for w, f in facts))
    for right in (True, False):
        ranked = sorted((v for v in best.values() if v[1].right == right), key=lambda v: v[0] if right else -v[0])
        print("\nMISSED" if right else "\nWRONG")
        for score, e, why in ranked[: args.errors]:
            print(f"{score:+.2f} {e.case} {e.pair[1] if right else ''} | {e.told}\n        {why}")


def main() -> None:
    """Read the arguments, fit, report and write."""
    ask = argparse.ArgumentParser()
    ask.add_argument("folders", nargs="+", type=Path)
    ask.add_argument("--marks", type=Path)
    ask.add_argument("--texts", type=Path)
    ask.add_argument("--strength", type=float, default=0.15)
    ask.add_argument("--least", type=int, default=3)
    ask.add_argument("--errors", type=int, default=0, help="print so many of the worst errors of each kind")
    ask.add_argument("--lead", action="store_true")
    ask.add_argument("--write", action="store_true")
    args = ask.parse_args()
    cases = [case for folder in args.folders for case in read_cases(folder)]
    if args.marks:
        cases += read_marks(args.marks, args.texts)
    if args.lead:
        lead_on(cases, args)
        return
    examples, firm = load(cases, args.folders[0].parent)
    folds = {case: i % FOLDS for i, case in enumerate(sorted(firm))}
    best = judge(examples, folds, args.strength, args.least)
    for group in dict.fromkeys(case.group for case in cases):
        report(best, firm, group, {case.name for case in cases if case.group == group})
    report(best, firm, "all", set(firm))
    pairs = {e.pair for e in examples if e.right}
    print(f"reach {len(pairs) / sum(firm.values()):.3f} of the marked pairs have a candidate")
    if args.errors:
        tell(examples, folds, args)
    fitted = fit(examples, args.strength, args.least)
    taken = likely(examples, fitted)
    for label in ("status", "kind"):
        judge_classes(taken, folds, label, args.strength * 2, args.least)
    if args.write:
        data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        data["presence"] = _model(*fitted)
        for label in ("status", "kind"):
            classes = fit_classes(taken, label, args.strength * 2, args.least)
            data[label] = {name: _model(*part) for name, part in sorted(classes.items())}
        _write(data)


def lead_on(cases: Sequence[Case], args: argparse.Namespace) -> None:
    """Fit whom a story is about, report and write."""
    examples = leads(cases, args.folders[0].parent)
    folds = {name: i % FOLDS for i, name in enumerate(sorted({e.case for e in examples}))}
    judge_lead(examples, folds, args.least)
    if args.write:
        data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        data["lead"] = _model(*fit_lead(examples, args.least))
        _write(data)


def _write(data: dict[str, object]) -> None:
    WEIGHTS.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _model(bias: float, weights: dict[str, float]) -> dict[str, object]:
    return {"bias": round(bias, 3), "weights": {f: round(w, 3) for f, w in sorted(weights.items()) if abs(w) >= 0.01}}


if __name__ == "__main__":
    main()
