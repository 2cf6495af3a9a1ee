"""What is not documented does not exist, and what is documented does."""

from __future__ import annotations

import importlib.util
import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import get_args

import click
import msgspec
import pytest
from click.testing import CliRunner

from reportedly import deciding, model, reading, values
from reportedly.cli import commands

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
RECORD = (ROOT / "docs" / "record.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md", *(ROOT / "docs").glob("*.md")]
COMMANDS = sorted(commands.commands.items())


def code(text: str) -> str:
    """What a page shows as code: its code blocks, and the words in code marks."""
    blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    return " ".join([*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))])


def undocumented(text: str, group: click.Group) -> list[str]:
    """Commands and options of ``group`` that ``text`` does not name in code marks or code blocks."""
    missing: list[str] = []
    shown = code(text)
    for name, command in group.commands.items():
        if not re.search(rf"\breportedly {name}\b", shown):
            missing.append(name)
        for option in command.params:
            if isinstance(option, click.Option):
                long = [word for word in option.opts if word.startswith("--")]
                missing += [f"{name} {word}" for word in long if not re.search(rf"{word}(?![\w-])", shown)]
    return missing


def shell_lines(text: str) -> list[list[str]]:
    """The words of every ``reportedly …`` line in a page's code blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [
        line.split("#")[0].split()[1:]
        for block in blocks
        for line in block.splitlines()
        if line.startswith("reportedly ")
    ]


def wrong(words: list[str]) -> str | None:
    """What is wrong with a documented call, without its being run."""
    name = words[0] if words else ""
    if name not in commands.commands:
        return f"no command {name!r}"
    command: click.Command = commands.commands[name]
    if isinstance(command, click.Group):
        part = next((word for word in words[1:] if word in command.commands), None)
        if part is None:
            return f"{name} is called without one of its commands"
        command = command.commands[part]
    known = {opt for param in command.params for opt in param.opts} | {"-h", "--help"}
    return next(
        (f"{name} has no {word}" for word in words[1:] if re.match(r"--?[a-z]", word) and word not in known), None
    )


def test_every_command_and_option_is_in_the_readme() -> None:
    assert undocumented(README, commands) == []


def test_a_new_option_without_its_words_would_be_noticed() -> None:
    @click.group()
    def group() -> None: ...

    @group.command()
    @click.option("--width")
    @click.option("--wide")
    def read(width: str, wide: str) -> None: ...

    assert undocumented(README, group) == ["read --wide"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_documented_call_exists(page: Path) -> None:
    assert [fault for words in shell_lines(page.read_text("utf-8")) if (fault := wrong(words))] == []


def test_a_documented_call_that_does_not_exist_would_be_noticed() -> None:
    lines = shell_lines(
        "```\nreportedly fetch x\nreportedly read x --fast\nreportedly read - --published 2023 < x\n"
        "reportedly places put x\nreportedly coding x open a --fast\nreportedly coding x open a --coder b\n```\n"
    )
    assert [wrong(words) for words in lines] == [
        "no command 'fetch'",
        "read has no --fast",
        None,
        "places is called without one of its commands",
        "coding has no --fast",
        None,
    ]


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_explains_itself(name: str, command: click.Command) -> None:
    assert command.help
    assert [param.name for param in command.params if isinstance(param, click.Option) and not param.help] == []
    assert CliRunner().invoke(commands, [name, "--help"]).exit_code == 0


def test_every_make_target_in_the_pages_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = {
        target
        for page in PAGES
        for target in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert {"demo", "test", "check"} <= told <= targets


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_field_of_the_record_is_told() -> None:
    told = set(re.findall(r"[\w-]+", code(RECORD)))
    for name, struct in {**vars(model), **vars(deciding)}.items():
        if inspect.isclass(struct) and issubclass(struct, msgspec.Struct) and name not in ("Struct", "Reading"):
            fields = {field.encode_name for field in msgspec.structs.fields(struct)}
            assert fields <= told, f"{name}: {sorted(fields - told)}"
    slots = {*values.EVENT_SLOTS, *values.ACTOR_STANDING_SLOTS, *values.PLACE_STANDING_SLOTS}
    words = [
        model.Stance,
        model.Status,
        model.Support,
        model.Role,
        model.SpeakerKind,
        model.TimePrecision,
        model.Precision,
    ]
    assert slots | {word for choice in words for word in get_args(choice)} <= told


def test_every_reader_is_told() -> None:
    for name in reading.READERS:
        assert f"`{name}`" in README


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_parts_are_up_to_date() -> None:
    assert _generator().stale() == [], "run make docs"
