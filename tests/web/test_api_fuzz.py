"""The desk for programs as it is described, tried with requests that the description allows and with such that it does not.

The requests are made by schemathesis from the description, the same ones on every run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from visiting import ADDRESS, TOKEN, TestClient

from reportedly.case import Case
from reportedly.cli_desk import forms
from reportedly.web.api import ENDPOINTS
from reportedly.web.app import make_app
from reportedly.web.desk import Settings
from reportedly.web.endpoint import PREFIX, Endpoint

EACH = 40
"""Requests that are tried on an address and method."""

HEADERS = {"authorization": f"Bearer {TOKEN}", "host": "127.0.0.1"}

LEFT_OUT = frozenset({"positive_data_acceptance", "missing_required_header", "ignored_auth"})
"""Ids and words are not said by the description, so that most allowed requests name what the case does not have; who may ask is tested
in test_safety.py."""

load_all_checks()
CHECKED = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in LEFT_OUT]


@pytest.fixture(scope="module")
def served(examples_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk over a case of its own."""
    path = tmp_path_factory.mktemp("fuzz") / "examples.case"
    shutil.copyfile(examples_case, path)
    app = make_app(Settings(case=path, who="Ada Reviewer", token=TOKEN), forms())
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def described(served: TestClient) -> schemathesis.BaseSchema:
    """The description of it, as it is served; every request is sent by who may ask, so that it says nothing of that."""
    told = served.get(f"{PREFIX}/openapi.json", headers=HEADERS).json()
    assert sum(len(own) for own in told["paths"].values()) == len(ENDPOINTS)
    del told["security"], told["components"]["securitySchemes"]
    found = schemathesis.openapi.from_dict(told)
    found.app = served.app
    return found


def is_sent(case: schemathesis.Case) -> bool:
    """Whether all that was made of the query is sent: an empty list leaves nothing of its name."""
    return all(value not in ([], {}) for value in (case.query or {}).values())


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: f"{endpoint.method} {endpoint.path}")
def test_every_request_is_answered_as_it_is_described(
    described: schemathesis.BaseSchema, endpoint: Endpoint, mode: GenerationMode
) -> None:
    operation = described[PREFIX + endpoint.path][endpoint.method]

    @settings(
        max_examples=EACH,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode).filter(is_sent))
    def answered(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=HEADERS, checks=CHECKED)

    answered()


def test_a_fault_would_be_noticed(described: schemathesis.BaseSchema, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Case, "problem_list", lambda *_, **__: ([], "many"))
    case = described[f"{PREFIX}/problems"]["GET"].Case()
    with pytest.raises(FailureGroup):
        case.call_and_validate(headers=HEADERS, checks=CHECKED)
