"""The worked example of docs/case.md, line by line."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import reportedly
from reportedly.cli import commands

PAGE = Path(__file__).parents[2] / "docs" / "case.md"
EXAMPLES = Path(reportedly.__file__).parent / "data" / "examples"


def lines() -> list[list[str]]:
    """The commands of the page's section "A worked example"."""
    section = PAGE.read_text("utf-8").split("## A worked example")[1].split("\n## ")[0]
    blocks = re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines() if line.startswith("reportedly ")]


def test_every_line_of_the_example_does_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(
        EXAMPLES, tmp_path / "examples", ignore=lambda _, names: [n for n in names if not n.startswith("0")]
    )
    monkeypatch.chdir(tmp_path)
    said = {}
    for words in lines():
        result = CliRunner().invoke(commands, words, catch_exceptions=False)
        assert result.exit_code == 0, (words, result.output)
        said[" ".join(words)] = result.output
    assert len(said) >= 6
    timeline = said["show fezzan.case"]
    assert re.search(r"≠ .*defection of Idris al-Marwani.*\n.*[4-8] reports.*\n.*denied: ", timeline)
    assert re.search(r"≠ .*air strike on (?:a|the) fuel market.*\n.*\n.*rival accounts: .*when.*killed", timeline)
    strike = next(text for words, text in said.items() if words.startswith("show") and "air strike" in words)
    assert "health directorate of Ubari: 17 “17 people”; replaced since" in strike
    assert re.search(r"≠ 2 rival accounts\n.*11 civilians .*contested(.*\n)+.*no civilians .*contested", strike)
    assert re.search(r"17 people .*a later figure replaces it", strike)
    assert "last entry: 9 " in said["verify fezzan.case"]
