# make demo   set up, read the example reports, name (or open) the page
# make test   set up, run every test
# make check  what a change must pass: format, lint, types, imports, docs, tests
# make docs   write the generated parts of the documentation
# make bench  the reader beside the bare parse
# make dist   wheel and source archive

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check lint setup lock docs bench dist clean

demo: setup
	$(BIN)/reportedly demo

test: setup
	$(BIN)/python -m pytest

check: lint test

lint: setup
	$(BIN)/ruff format --check src tests bench docs
	$(BIN)/ruff check src tests bench docs
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/ready

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev -o requirements.lock pyproject.toml

docs: setup
	$(BIN)/python docs/generate.py

bench: setup
	$(BIN)/python bench/reading.py

dist: setup
	$(BIN)/python -m build --no-isolation

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
