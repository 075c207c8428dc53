# The few commands that people and CI share. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
READY := $(VENV)/.ready
FRONTEND := src/stocktake_web/frontend
ASSETS := src/stocktake_web/static/stocktake/app.css
DEMO := STOCKTAKE_DEMO=1 STOCKTAKE_WAREHOUSE=build/demo STOCKTAKE_DATABASE_URL=sqlite:///build/demo.sqlite3

# Options for pytest, such as ARGS="-k boundaries -x".
ARGS ?=

.PHONY: help run report test test-fast test-room judge-twice check fix bench docs release-dry-run lock system assets screenshots clean

help:
	@echo "make run        set everything up, serve the application with two places on localhost:$(PORT)"
	@echo "make report     judge the example plan, serve its report alone on localhost:$(PORT)"
	@echo "make test       set everything up, run every test"
	@echo "make test-fast  the tests for the working day"
	@echo "make test-room ROOM=targets   the tests of one room; ROOM=web/plans for an app of the web"
	@echo "make judge-twice  judge mass plans with the library and with a second judge, list what differs"
	@echo "make check      format, lint, types, import rules, stale generated pages"
	@echo "make fix        mend what can be mended, regenerate the reference pages"
	@echo "make bench      measure speed and memory beside what a user would otherwise use"
	@echo "make docs       build the documentation into site/"
	@echo "make release-dry-run   build, install elsewhere and try what a release would be"
	@echo "make screenshots  take the documentation's pictures of the application anew"
	@echo "make lock       resolve the dependencies anew into requirements.lock"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) tools/require_python.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

system: $(READY)
	@$(BIN)/python tools/install_system.py

assets: $(ASSETS)

$(ASSETS): $(READY) $(wildcard $(FRONTEND)/*.json $(FRONTEND)/*.mjs $(FRONTEND)/*.scss src/stocktake_web/*/styles.scss src/stocktake_web/*/script.mjs)
	cd $(FRONTEND) && PATH="$(abspath $(BIN)):$$PATH" npm ci --silent --no-audit --no-fund
	cd $(FRONTEND) && PATH="$(abspath $(BIN)):$$PATH" npm run --silent build
	@touch $(ASSETS)

run: $(READY) $(ASSETS)
	@mkdir -p build
	$(DEMO) $(BIN)/stocktake-web demo
	$(DEMO) $(BIN)/stocktake-web prepare_explorer
	$(DEMO) $(BIN)/stocktake-web prepare_schools
	$(DEMO) $(BIN)/stocktake-web runserver --noreload 127.0.0.1:$(PORT)

report: $(READY)
	$(BIN)/stocktake serve blackpool --at 202021 --port $(PORT)

# A run begins hundreds of processes, which would each compile all that they import.
test test-fast test-room: export PYTHONDONTWRITEBYTECODE :=

# What a browser shows does not depend on the database; faults are tried on both by themselves.
test: $(READY) $(ASSETS) system
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal
	STOCKTAKE_TEST_DATABASE=postgresql $(BIN)/python -m pytest --numprocesses 2 --dist worksteal \
		tests/web --ignore tests/web/faults --ignore tests/web/journeys -m "not browser"

test-fast: $(READY) $(ASSETS)
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --durations 20 \
		-m "not slow and not browser and not spark and not postgresql" $(ARGS)

# Pages need their style and script; the rooms of the library do not wait for Node.
test-room: $(READY) $(if $(filter web% journeys,$(ROOM)),$(ASSETS))
	@$(BIN)/python tools/test_room.py "$(ROOM)" $(ARGS)

judge-twice: $(READY)
	$(BIN)/python tools/judge_twice.py

check: $(READY)
	$(BIN)/ruff format --check src tests benchmarks docs tools
	$(BIN)/ruff check src tests benchmarks docs tools
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/check_vocabulary.py
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

release-dry-run: $(READY) $(ASSETS)
	$(BIN)/python tools/release_dry_run.py

screenshots: $(READY) $(ASSETS) system
	$(BIN)/python tools/screenshots.py

lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes \
		--quiet --no-annotate --custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
