"""Writes docs/licences.md: what the program needs at run time, and what that needs, with the licence each declares.

    python scripts/licences.py

Read from the metadata of what is installed here, so run it in an environment that has the program.
"""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "diplomatic-timeline"
EXTRAS = ("corpus", "fonts", "parquet", "scale")
SHORT = {
    "Apache Software License": "Apache-2.0", "BSD License": "BSD", "MIT License": "MIT", "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0", "The Unlicense (Unlicense)": "Unlicense",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL", "Apache License, Version 2.0": "Apache-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}  # fmt: skip
# metadata that name none, or another's; read in the package itself
KNOWN = {"resvg-py": "MIT"}
HEAD = """# Licences

What the program and its extras need at run time, with what that needs in turn, and the licence that each declares.
Made by `scripts/licences.py`; which versions the tests run with stands in `requirements/ci.txt`. The sources of the
data have a table of their own in the [README](../README.md). There is no model to download: the weights are this
project's own.

| package | licence |
| --- | --- |
"""


def licence(found: Distribution) -> str:
    """The licence a distribution declares, as short as it can be said."""
    name = canonicalize_name(found.metadata["Name"])
    if name in KNOWN:
        return KNOWN[name]
    if said := found.metadata.get("License-Expression"):
        return str(said)
    classes = [
        c.rpartition(" :: ")[2] for c in found.metadata.get_all("Classifier") or () if c.startswith("License ::")
    ]
    classes = [SHORT.get(c, c) for c in classes if c != "OSI Approved"]
    free = str(found.metadata.get("License") or "").strip().split("\n")[0]
    return ", ".join(classes) or (free if 0 < len(free) < 60 else "unknown")


def closure(package: str) -> dict[str, str]:
    """Name and licence of a package, which may name extras, and of all that it needs here."""
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [package]
    while waiting:
        wanted = Requirement(waiting.pop())
        name = canonicalize_name(wanted.name)
        if (name, frozenset(wanted.extras)) in seen:
            continue
        seen.add((name, frozenset(wanted.extras)))
        try:
            here = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"licences: {name} is not installed here")
        found[name] = licence(here)
        for said in here.requires or ():
            marker = Requirement(said).marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *wanted.extras)):
                waiting.append(said)
    return found


def main() -> None:
    rows = closure(f"{PROGRAM}[{','.join(EXTRAS)}]")
    del rows[PROGRAM]
    text = HEAD + "".join(f"| {name} | {rows[name]} |\n" for name in sorted(rows))
    (ROOT / "docs" / "licences.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
