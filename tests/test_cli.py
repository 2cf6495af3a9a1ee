"""The command line: what it prints, where, and how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

import reportedly
from reportedly import cli
from reportedly.errors import InputError
from reportedly.model import Record, from_json, schema
from sample_record import contested

SRC = Path(__file__).parents[1] / "src"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Every call of ``reportedly.read``, which here always gives the contested record."""
    seen: list[dict[str, object]] = []

    def read(
        inputs: Sequence[str], *, progress: Callable[[int, int, str], None] | None = None, **options: object
    ) -> Record:
        seen.append({"inputs": list(inputs), **options})
        for at, name in enumerate([*inputs, ""]):
            if progress:
                progress(at, len(inputs), str(name))
        return contested()

    monkeypatch.setattr(reportedly, "read", read, raising=False)
    return seen


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of ``reportedly`` as a user gets them, through ``main``."""
    import click

    @click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
    @click.argument("rest", nargs=-1, type=click.UNPROCESSED)
    def entry(rest: tuple[str, ...]) -> None:
        cli.main(rest)

    result = CliRunner().invoke(entry, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_text_is_the_default(calls: list[dict[str, object]]) -> None:
    status, out, err = run("read", "a.txt")
    assert status == 0
    assert "2 rival accounts" in out
    assert "\x1b" not in out
    assert err == ""
    assert calls[0]["inputs"] == ["a.txt"]
    assert calls[0]["published"] is None
    assert calls[0]["reader"] == "standard"
    assert calls[0]["allow_private"] is False


def test_json_is_the_record(calls: list[dict[str, object]]) -> None:
    status, out, _ = run("read", "a.txt", "--format", "json")
    assert status == 0
    assert from_json(out) == contested()


def test_options_reach_the_reader(calls: list[dict[str, object]]) -> None:
    run(
        "read",
        "a",
        "b",
        "--published",
        "2015-04-17",
        "--reader",
        "other",
        "--allow-private",
        "--spacy",
        "xx_model",
        "-q",
    )
    assert calls == [
        {"inputs": ["a", "b"], "published": "2015-04-17", "reader": "other", "allow_private": True, "spacy": "xx_model"}
    ]


def test_html_into_a_file(calls: list[dict[str, object]], tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    status, out, _ = run("read", "a.txt", "--format", "html", "-o", str(target))
    assert (status, out) == (0, "")
    assert target.read_text("utf-8").startswith("<!doctype html>")
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_progress_is_told_for_several_inputs_and_not_for_one(calls: list[dict[str, object]]) -> None:
    assert run("read", "a", "b")[2].splitlines() == ["taking 1/2 a", "taking 2/2 b", "reading 2 inputs"]
    assert run("read", "a", "b", "--quiet")[2] == ""
    assert run("read", "a")[2] == ""


def test_progress_shows_an_escape_in_a_file_name_and_does_not_obey_it(calls: list[dict[str, object]]) -> None:
    assert "taking 1/2 ␛[2Ja" in run("read", "\x1b[2Ja", "b")[2]


def test_width(calls: list[dict[str, object]]) -> None:
    out = run("read", "a.txt", "--width", "60")[1]
    assert max(len(line) for line in out.splitlines()) <= 60


def test_an_error_is_one_line_and_exit_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> Record:
        raise InputError("no such file", where="a\x1b[31m.txt", hint="check the path")

    monkeypatch.setattr(reportedly, "read", read, raising=False)
    status, out, err = run("read", "a.txt")
    assert (status, out) == (2, "")
    assert err == "error: a␛[31m.txt: no such file; check the path\n"


@pytest.mark.parametrize(
    "arguments", [("read",), ("read", "a", "--format", "pdf"), ("read", "a", "--width", "3"), ("unknown",)]
)
def test_a_wrong_call_is_one_error_line(arguments: tuple[str, ...], calls: list[dict[str, object]]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert calls == []


def test_an_output_that_cannot_be_written(calls: list[dict[str, object]], tmp_path: Path) -> None:
    status, _, err = run("read", "a", "-o", str(tmp_path / "none" / "x.txt"))
    assert status == 2
    assert err.startswith("error: ")
    assert run("read", "a", "-o", str(tmp_path))[0] == 2


def test_ctrl_c_exits_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> Record:
        raise KeyboardInterrupt

    monkeypatch.setattr(reportedly, "read", read, raising=False)
    assert run("read", "a")[0] == 130


def test_schema() -> None:
    assert json.loads(run("schema")[1]) == json.loads(json.dumps(schema()))


def test_demo_reads_the_shipped_reports_and_prints_where_the_page_is(
    calls: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "package"
    (package / "data" / "examples").mkdir(parents=True)
    (package / "data" / "examples" / "one.txt").write_text("A report.", "utf-8")
    (package / "data" / "examples" / "README.md").write_text("Notes.", "utf-8")
    monkeypatch.setattr("importlib.resources.files", lambda name: package)
    # The page's own parts are read before, so that only the demo sees the made-up package.
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("reportedly.views.html.render", lambda record: "<!doctype html>")
    target = tmp_path / "demo.html"
    status, out, err = run("demo", "-o", str(target), "--no-open")
    assert (status, err) == (0, "")
    assert out == f"{target}\n"
    assert [Path(str(p)).name for p in calls[0]["inputs"]] == ["one.txt"]  # type: ignore[union-attr,attr-defined]
    assert opened == []
    run("demo", "-o", str(target))
    assert opened == [target.as_uri()]
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert run("demo", "-o", str(target)) == (0, f"{target}\n", "")
    assert len(opened) == 1, "a machine without a screen is asked for no browser"


def test_demo_without_its_reports_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reportedly, "read", None, raising=False)
    monkeypatch.setattr("importlib.resources.files", lambda name: tmp_path)
    status, _, err = run("demo", "--no-open")
    assert status == 2
    assert "install the package again" in err


def _process(code: str, **more: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SRC), str(Path(__file__).parent)]), **more}
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = (
        "import reportedly, sample_record; from reportedly.cli import main\n"
        "reportedly.read = lambda *a, **k: sample_record.contested()\n"
        "main(['read', 'x', '--format', 'html'])"
    )
    process = _process(code)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 141


def test_output_is_utf8_whatever_the_locale() -> None:
    code = (
        "import reportedly, sample_record; from reportedly.cli import main\n"
        "reportedly.read = lambda *a, **k: sample_record.contested()\n"
        "main(['read', 'x'])"
    )
    out, err = _process(
        code, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii"
    ).communicate(timeout=60)
    assert err == b""
    assert "≠ 2 rival accounts" in out.decode("utf-8")


def test_help_is_quick_because_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys\nfrom reportedly.cli import main\n"
        "try: main(['read', '--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('spacy', 'rich', 'jinja2', 'httpx', 'trafilatura', 'msgspec') if m in sys.modules])"
    )
    out, err = _process(code).communicate(timeout=60)
    assert err == b""
    assert out.decode().splitlines()[-1] == "[]"
