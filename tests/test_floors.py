"""The floors of ARCHITECTURE.md, held against every import of the package, those inside functions included."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    ".".join(("timeline", *path.relative_to(ROOT / "timeline").with_suffix("").parts)): path
    for path in (ROOT / "timeline").rglob("*.py")
}
MODULES = {name.removesuffix(".__init__") for name in FILES}
STAGES = (2, 3)


def floors() -> dict[str, int]:
    rows = re.findall(r"^\| (\d) \| (.+?) \|", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.M)
    return {room: int(floor) for floor, rooms in rows for room in re.findall(r"`(\w+)`", rooms)}


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from MODULES.intersection(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            full = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from MODULES.intersection(name if name in MODULES else str(node.module) for name in full)


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def test_imports_lead_downwards() -> None:
    floor = floors()
    assert {room(name) for name in FILES} <= floor.keys()
    wrong = [
        f"{name} -> {used}"
        for name, path in FILES.items()
        for used in imports(path)
        if (here := floor[room(name)]) < (there := floor[room(used)])
        or (here == there and here in STAGES and room(name) != room(used))
    ]
    assert not wrong


def test_no_circle() -> None:
    graph = {name.removesuffix(".__init__"): set(imports(path)) for name, path in FILES.items()}
    TopologicalSorter(graph).prepare()
