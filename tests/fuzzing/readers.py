"""Readers that fail in every way, for the process that reads."""

from __future__ import annotations

import os

from timeline.read.options import Options
from timeline.records import Dispatch


def slow(data: bytes, name: str, options: Options) -> list[Dispatch]:
    while True:
        pass


def large(data: bytes, name: str, options: Options) -> list[Dispatch]:
    return [Dispatch("x" * (1 << 32))]


def dying(data: bytes, name: str, options: Options) -> list[Dispatch]:
    os._exit(9)


def stumbling(data: bytes, name: str, options: Options) -> list[Dispatch]:
    raise RuntimeError("over\na stone")


def sound(data: bytes, name: str, options: Options) -> list[Dispatch]:
    print("what a library prints is no answer")
    return [Dispatch(data.decode(), source=name)]
