# Everything runs in the project's own virtual environment; nothing is installed elsewhere.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test schemas docs check fuzz bench bench-size bench-many clean

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	$(BIN)/python -m compileall -q auditor  # an editable install compiles nothing, and PYTHONDONTWRITEBYTECODE keeps it so
	touch $(READY)

demo: $(READY)  ## audit an example report with planted errors
	@$(BIN)/audit examples/决算报告-有错.docx || test $$? -eq 1

test: $(READY)  ## style, types, imports, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

schemas: $(READY)  ## the JSON Schemas of docs/schemas, after a change of what files may hold
	for name in config ledger rule; do $(BIN)/audit schema $$name > docs/schemas/$$name.schema.json; done

docs: $(READY)  ## the documentation as a site, in site/
	$(BIN)/mkdocs build --strict

bench: $(READY)  ## speed, against the floor
	$(BIN)/python -m benchmarks

bench-size: $(READY)  ## cost against size, 10 to 1,000 pages, with profiles
	$(BIN)/python -m benchmarks.size --profile

SECONDS ?= 60
fuzz: $(READY)  ## coverage-guided fuzzing, each target SECONDS long; needs a Python that atheris has a wheel for
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	$(BIN)/python -m fuzz $(SECONDS)

bench-many: $(READY)  ## a folder of 1,000 reports: what is found, workers, cache, interruption, a cluster (ten minutes)
	$(BIN)/python -m benchmarks.many --dask

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
