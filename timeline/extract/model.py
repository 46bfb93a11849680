"""The weights of the facts about a person and a place, and the probability they give."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model over named facts."""

    bias: float
    weights: Mapping[str, float]

    def score(self, facts: Iterable[str]) -> float:
        """The log-odds that the person is at the place."""
        weights = self.weights
        return self.bias + sum(weights.get(f, 0.0) for f in facts)

    def reasons(self, facts: Iterable[str], most: int = 4) -> list[str]:
        """The facts that weigh most, each with its weight."""
        weighed = sorted(((self.weights.get(f, 0.0), f) for f in set(facts)), key=lambda p: -abs(p[0]))
        return [f"{name} {weight:+.1f}" for weight, name in weighed[:most] if weight]


def probability(score: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def model() -> Model:
    """The fitted weights, from `weights.json` beside this module."""
    data = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return Model(data["bias"], data["weights"])
