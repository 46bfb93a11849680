"""Fit the weights of `timeline/extract/glance.json` on what the full reading makes of many texts.

    python scripts/fit_glance.py TEXTS [TEXTS ...] [--write]

TEXTS are folders of cases (one JSON each, with `documents`) or JSON Lines with `text` and, where known, `published`.
Every sentence is one example: right where an event rests on it. Prints for some thresholds which share of the texts
would be read and how many texts with events would be passed over, each text judged by weights fitted without it (five
folds; a text that is there twice stands once).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from timeline import extract, locate
from timeline.dating import find_dates
from timeline.extract.glance import SHORT, Facts, glances
from timeline.records import Dispatch
from timeline.text import sentences

FOLDS = 5
STRENGTH = 0.2
LEAST = 4  # sentences that must have a word
SMALLEST = 0.02
THRESHOLDS = (-5.0, -4.7, -4.4, -4.0)
WEIGHTS = Path(__file__).parent.parent / "timeline" / "extract" / "glance.json"


@dataclass
class Text:
    """What is seen of each sentence of a text, and whether an event rests on it."""

    source: str
    long: bool
    sentences: list[Facts]
    right: list[bool]


def read(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a folder or file, each with its day of publication as it is written."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else ():
        for document in json.loads(file.read_text(encoding="utf-8")).get("documents", ()):
            yield document["text"], document.get("published") or ""
    for line in [] if path.is_dir() else path.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        yield story["text"].strip(), story.get("published") or story.get("dct") or ""


def judged(text: str, told: str, source: str) -> Text:
    """A text with what the full reading makes of its sentences."""
    try:
        published = date.fromisoformat(told[:10])
    except ValueError:
        published = None
    dispatch = Dispatch(text, published, source)
    places = locate.find_places(text, on=published)
    events, _ = extract.find_events(dispatch, places, find_dates(text, published=published))
    spans = [e.evidence.span for e in events if e.evidence.span is not None]
    right = [any(e.start < s.end and s.start < e.end for e in spans) for s in sentences(text)]
    return Text(source, len(text) >= SHORT, list(glances(text, places)), right)


def matrix(texts: Sequence[Text], names: dict[tuple[str, str], int]) -> csr_matrix:
    """A row for each sentence."""
    rows = [
        sorted(names[part, w] for part, words in facts.items() for w in words if (part, w) in names)
        for text in texts
        for facts in text.sentences
    ]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([c for row in rows for c in row], dtype=np.int32)
    return csr_matrix((np.ones(len(columns)), columns, ends.astype(np.int32)), shape=(len(rows), len(names)))


def fit(texts: Sequence[Text]) -> tuple[dict[tuple[str, str], int], LogisticRegression]:
    """The words and their weights."""
    counts = Counter((p, w) for t in texts for facts in t.sentences for p, words in facts.items() for w in words)
    names = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= LEAST))}
    model = LogisticRegression(C=STRENGTH, max_iter=500, solver="liblinear")
    model.fit(matrix(texts, names), [right for t in texts for right in t.right])
    return names, model


def judge(texts: Sequence[Text]) -> None:
    """Print what would be read and what would be lost."""
    best: dict[int, float] = {}
    for fold in range(FOLDS):
        names, model = fit([t for i, t in enumerate(texts) if i % FOLDS != fold])
        for i, text in enumerate(texts):
            if i % FOLDS == fold and text.sentences:
                best[i] = float(np.sort(model.decision_function(matrix([text], names)))[-2:].sum())
    for source in dict.fromkeys(t.source for t in texts):
        own = [i for i, t in enumerate(texts) if t.source == source and t.long]
        told = [i for i in own if any(texts[i].right)]
        line = [
            f"{least}: {sum(best[i] >= least for i in own) / max(1, len(own)):.2f} read,"
            f" {sum(best[i] < least for i in told)} lost"
            for least in THRESHOLDS
        ]
        print(f"{source:16} {len(own)} texts, {len(told)} with events; " + "; ".join(line))


def main() -> None:
    """Read the arguments, fit, report and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("texts", nargs="+", type=Path)
    ask.add_argument("--write", action="store_true")
    args = ask.parse_args()
    seen: dict[str, Text] = {}
    for path in args.texts:
        for text, told in read(path):
            if text not in seen:
                seen[text] = judged(text, told, path.stem)
    texts = list(seen.values())
    judge(texts)
    if args.write:
        names, model = fit(texts)
        weights: dict[str, dict[str, float]] = {part: {} for part, _ in names}
        for (part, word), i in names.items():
            if abs(weight := float(model.coef_[0][i])) >= SMALLEST:
                weights[part][word] = round(weight, 2)
        data = {"bias": round(float(model.intercept_[0]), 3), "weights": weights}
        WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
