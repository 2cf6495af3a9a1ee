"""Check every floor whose data lies in a folder: ``python bench/floors.py FOLDER [--raise]``.

Data is found by its name and known by its hash.  One line for each floor; exit status 1 if a figure has fallen.
``--raise`` raises the floors to what is measured and writes docs/accuracy.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportedly.errors import InputError
from reportedly.scoring import floors, report, score

PAGE = Path(__file__).parents[1] / "docs" / "accuracy.md"


def main(arguments: list[str]) -> int:
    folders = [Path(argument) for argument in arguments if argument != "--raise"]
    if len(folders) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    kept = floors.load()
    fallen = 0
    for floor in kept:
        name = f"{floor.measure} on {floor.data}"
        results = []
        for path in sorted(folders[0].rglob(floor.data)):
            try:
                results.append(score(floor.measure, path, reader=floor.reader))
            except InputError:
                continue  # data of the same name for another measure
        result = next((one for one in results if floor.fits(one)), None)
        if result is None:
            print(f"{name}: not here")
            continue
        lines = [fall.line() for fall in floors.falls((floor,), result)]
        fallen += len(lines)
        values = ", ".join(f"{figure.name} {figure.value:.3f}" for figure in result.figures)
        print(f"{name}: {'; '.join(lines) or 'holds'} ({values})", flush=True)
        if "--raise" in arguments:
            kept = floors.raised(kept, result)
    if "--raise" in arguments:
        floors.save(kept)
        PAGE.write_text(report.markdown(floors.load()), encoding="utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
