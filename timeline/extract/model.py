"""The weights of the facts about a person and a place, and the probability they give."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise, repeat


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model over named facts."""

    bias: float
    weights: Mapping[str, float]

    def score(self, facts: Iterable[str]) -> float:
        """The log-odds that the facts speak for."""
        return self.bias + sum(map(self.weights.get, facts, repeat(0.0)))

    def reasons(self, facts: Iterable[str], most: int = 4) -> list[str]:
        """The facts that weigh most, each with its weight."""
        weighed = sorted(((self.weights.get(f, 0.0), f) for f in set(facts)), key=lambda p: (-abs(p[0]), p[1]))
        return [f"{name} {weight:+.1f}" for weight, name in weighed[:most] if weight]


@dataclass(frozen=True, slots=True)
class Models:
    """The decisions: is the person there, with which status, as which kind of event; whom the story is about."""

    presence: Model
    lead: Model
    status: Mapping[str, Model]
    kind: Mapping[str, Model]


def choose(classes: Mapping[str, Model], facts: Iterable[str]) -> str:
    """The class that the facts speak for most."""
    known = list(facts)
    return max(classes, key=lambda name: classes[name].score(known))


def chances(classes: Mapping[str, Model], facts: Iterable[str]) -> dict[str, float]:
    """The probability of each class, by the softmax of their scores."""
    known = list(facts)
    scores = {name: model.score(known) for name, model in classes.items()}
    top = max(scores.values())
    powers = {name: math.exp(score - top) for name, score in scores.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


# share of right rows among the marked cases for what the model gives, piece by piece
_SHARES = (
    (0.0, 0.0),
    (0.3, 0.45),
    (0.4, 0.6),
    (0.55, 0.7),
    (0.65, 0.78),
    (0.75, 0.87),
    (0.85, 0.92),
    (0.95, 0.97),
    (1.0, 0.99),
)


def calibrated(chance: float) -> float:
    """The confidence of a row that the model gives the probability `chance`: the share of such rows that were right."""
    for (low, left), (high, right) in pairwise(_SHARES):
        if chance <= high:
            return left + (right - left) * (chance - low) / (high - low)
    return _SHARES[-1][1]


def probability(score: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def models() -> Models:
    """The fitted weights, from `weights.json` beside this module."""
    data = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))

    def read(part: Mapping[str, Mapping[str, object]]) -> dict[str, Model]:
        return {name: Model(m["bias"], m["weights"]) for name, m in part.items()}  # type: ignore[arg-type]

    presence, lead = data["presence"], data["lead"]
    return Models(
        Model(presence["bias"], presence["weights"]),
        Model(lead["bias"], lead["weights"]),
        read(data["status"]),
        read(data["kind"]),
    )
