# The few commands that people and CI share. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
READY := $(VENV)/.ready

.PHONY: help run test test-fast check fix bench docs lock browser clean

help:
	@echo "make run        set everything up, judge the example plan, serve it on localhost:$(PORT)"
	@echo "make test       set everything up, run every test"
	@echo "make test-fast  the tests for the working day"
	@echo "make check      format, lint, types, import rules, stale generated pages"
	@echo "make fix        mend what can be mended, regenerate the reference pages"
	@echo "make bench      measure speed and memory beside what a user would otherwise use"
	@echo "make docs       build the documentation into site/"
	@echo "make lock       resolve the dependencies anew into requirements.lock"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) tools/require_python.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

browser: $(READY)
	@$(BIN)/python tools/install_browser.py

run: $(READY)
	$(BIN)/stocktake serve blackpool --at 202021 --port $(PORT)

test: $(READY) browser
	$(BIN)/python -m pytest

test-fast: $(READY)
	$(BIN)/python -m pytest -m "not slow"

check: $(READY)
	$(BIN)/ruff format --check src tests benchmarks docs tools
	$(BIN)/ruff check src tests benchmarks docs tools
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python docs/generate.py --check

fix: $(READY)
	$(BIN)/ruff check --fix src tests benchmarks docs tools
	$(BIN)/ruff format src tests benchmarks docs tools
	$(BIN)/python docs/generate.py

bench: $(READY)
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

docs: $(READY)
	$(BIN)/python docs/generate.py
	$(BIN)/mkdocs build --quiet --strict

lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes \
		--quiet --no-annotate --custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
