# make build and make test do all set-up themselves; the second time they start at once.

VENV := .venv
PY   := $(VENV)/bin/python
DIST ?= dist
# What to build: nothing is everything. make build WHICH=grastorp
WHICH ?=

SETUP_PARTS := requirements.lock requirements-build.lock pyproject.toml tools/setup.py

# An environment whose Python is gone, or that was made for another folder, is made anew.
STALE := $(shell [ "$$(cat $(VENV)/.ready 2>/dev/null)" = "$$(pwd -P)" ] \
	&& $(PY) -c '' 2>/dev/null || echo stale)

# The long tests are CI's, and yours with make test-long.
ifeq ($(CI),true)
SHORT :=
else
SHORT := -m "not long"
endif

.PHONY: help build setup test test-long test-faults check bench bench-ads bench-country bench-peers bench-growth bench-memory dist catalogues pictures clean stale

help:
	@echo 'make build      allt som behövs, och sedan alla löften till output/ (set up and build everything)'
	@echo 'make test       allt som behövs, kontroller och prov (set up, lint, types, tests)'
	@echo 'make test-long  även de långa proven (the long tests too)'
	@echo 'make check      ruff och mypy (lint and types only)'
	@echo 'make test-faults  dödade, fulla och trasiga körningar (kill, fill and spoil runs)'
	@echo 'make bench      mät hastigheten (speed and memory)'
	@echo 'make dist       wheel och sdist till $(DIST)/'
	@echo 'make catalogues, make pictures   gör om översättningarna, bilderna (remake them)'
	@echo 'make setup      bara förberedelserna (set-up only)'
	@echo 'make clean      ta bort allt som make har gjort, utom output/ (keeps output/)'

build: $(VENV)/.ready
	@$(VENV)/bin/loftespdf build $(WHICH)

setup: $(VENV)/.ready

test: check
	$(PY) -m pytest -n 2 --dist worksteal $(SHORT)

test-faults: $(VENV)/.ready-dev
	$(PY) -m pytest tests/batch -n 2

test-long: check
	$(PY) -m pytest -n 2 --dist worksteal

check: $(VENV)/.ready-dev
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

bench: $(VENV)/.ready-dev
	$(PY) -m benchmarks.bench

bench-ads: $(VENV)/.ready-dev
	$(PY) -m benchmarks.bench_ads

bench-country: $(VENV)/.ready-dev
	$(PY) -m benchmarks.bench_country

bench-peers: bench-country
	$(PY) -m benchmarks.peers

bench-growth: $(VENV)/.ready-dev
	$(PY) -m benchmarks.bench_growth

bench-memory: $(VENV)/.ready-dev
	$(PY) -m benchmarks.bench_memory

dist: $(VENV)/.ready-dev
	$(PY) -m build --no-isolation --outdir '$(DIST)'

catalogues: $(VENV)/.ready-dev
	$(PY) tools/catalogues.py

pictures: $(VENV)/.ready-dev build
	$(PY) tools/pictures.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/web/node_modules
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.ready: $(SETUP_PARTS) $(STALE)
	@python=$$(tools/find-python) && "$$python" tools/setup.py

$(VENV)/.ready-dev: $(SETUP_PARTS) requirements-dev.lock tests/web/package-lock.json $(STALE)
	@python=$$(tools/find-python) && "$$python" tools/setup.py dev
