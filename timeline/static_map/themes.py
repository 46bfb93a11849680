"""The looks of a static map."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb; `routes` gives the first travellers a colour each, the others share `faint`."""

    paper: str
    sea: str
    land: str
    border: str
    disputed: str
    ink: str
    faint: str
    halo: str
    cancelled: str
    on_route: str
    routes: tuple[str, ...]

    def route(self, number: int) -> str:
        """The colour of a traveller: no two have one colour but for those who have none of their own."""
        return self.routes[number] if number < len(self.routes) else self.faint


THEMES: dict[str, Theme] = {
    "light": Theme(
        paper="#ffffff", sea="#dfeaf1", land="#f7f4ea", border="#b5ad9c", disputed="#8f8571", ink="#1d2733",
        faint="#5a6572", halo="#ffffff", cancelled="#6a727b", on_route="#ffffff",
        routes=("#b3261e", "#1556a8", "#1b7a3d", "#7a3aa0", "#a85b00", "#00707a", "#a0246e", "#4d5a1f"),
    ),
    "dark": Theme(
        paper="#12181f", sea="#16222d", land="#2b3742", border="#56636f", disputed="#8b97a2", ink="#f0f3f6",
        faint="#a9b4be", halo="#12181f", cancelled="#8f9aa5", on_route="#10161c",
        routes=("#ff8a75", "#7db8ff", "#7fdc9c", "#d1a3f5", "#f5bd63", "#62d5de", "#f590c8", "#ccd978"),
    ),
    "grey": Theme(
        paper="#ffffff", sea="#e9e9e9", land="#fbfbfb", border="#b0b0b0", disputed="#8a8a8a", ink="#111111",
        faint="#595959", halo="#ffffff", cancelled="#8a8a8a", on_route="#ffffff",
        routes=("#111111", "#6a6a6a", "#3c3c3c", "#858585", "#555555"),
    ),
}  # fmt: skip

DASHES: dict[str, tuple[float, ...]] = {"reported": (), "planned": (7.0, 5.0), "cancelled": (2.5, 4.5)}
"""How the line to a stop of each status is broken."""


def theme(name: str) -> Theme:
    """The theme of that name. Raises `UnknownNameError`."""
    if name not in THEMES:
        raise UnknownNameError("theme", name, THEMES)
    return THEMES[name]
