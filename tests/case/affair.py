"""Three short reports on one invented affair, and a case of them."""

from __future__ import annotations

from pathlib import Path

WIRE = """\
Strike on Ardan market kills 12

ARDAN, May 3, 2021 (Halaya Press) - At least 12 people were killed in an air strike on a market in Ardan on Monday, Selim
Orhaneddin, the town's mayor, said.

"Warplanes came twice," Orhaneddin told Halaya Press.
"""
RIVAL = """\
Army gives lower toll for Ardan

May 4, 2021

The army said on Tuesday that seven people were killed in the air strike on the market in Ardan on Monday. It denied that its
warplanes had bombed the market.
"""
OTHER = """\
Clashes in Beledweyn

May 5, 2021

Fighters of the Green Valley Brigade clashed with police in Beledweyn on Wednesday, residents said. Two police officers were
wounded.
"""
ALL = {"wire.txt": WIRE, "rival.txt": RIVAL, "other.txt": OTHER}


def write(folder: Path) -> list[str]:
    """The reports as files; their paths."""
    for name, text in ALL.items():
        (folder / name).write_text(text, "utf-8")
    return [str(folder / name) for name in ALL]
