# The product's own commands. `make` alone prints what there is.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
STAMP := .venv/.ready
POSTGRES_15 ?= /usr/lib/postgresql/15/bin
RANDOM_SEED ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup run tour test test15 check prove mutations meetings bench format clean

help: ## print what there is
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /  make \1\t/' | expand -t 18

setup: $(STAMP) ## install everything the product needs, into this folder alone

$(STAMP): requirements/dev.txt pyproject.toml package-lock.json
	@echo "Installing what the product needs, into this folder alone: this takes some three minutes."
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m witness_app.assets
	@touch $(STAMP)

run: $(STAMP) ## serve the product with the court register and the demo world
	$(BIN)/witness-app db upgrade
	$(BIN)/witness-app courts load
	$(BIN)/witness-app demo load
	WITNESS_DEMO=on $(BIN)/witness-app serve

tour: $(STAMP) ## take the pictures of docs/tour.md again, from the demo world
	$(BIN)/python -m tests.tour

test: $(STAMP) ## run every test, on a real PostgreSQL and a real browser
	$(BIN)/python -m pytest -n 2 --dist loadgroup tests

test15: $(STAMP) ## run every test on PostgreSQL 15 as Debian installs it (POSTGRES_15 names its programs)
	@[ -x $(POSTGRES_15)/postgres ] || { echo "There is no PostgreSQL 15 in $(POSTGRES_15)."; exit 2; }
	POSTGRES_BIN=$(POSTGRES_15) $(BIN)/python -m pytest -n 2 --dist loadgroup tests

check: $(STAMP) ## format, lint, types and import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

mutations: $(STAMP) ## take every stone of the wall out in turn; a test must fail (MUTATIONS="--match witness --new" chooses)
	$(BIN)/python -m tests.mutations --record $(MUTATIONS)

meetings: $(STAMP) ## note which test asks which door and enters which check: the next mutations find theirs sooner
	rm -rf instance/meetings
	MEETINGS=on $(BIN)/python -m pytest -n 2 --dist loadgroup -p tests.mutations.meetings -m "not browser" \
	  --ignore tests/crawl --ignore tests/journeys --ignore tests/architecture --ignore tests/mutations tests

prove: $(STAMP) ## the long runs, before a release: every mutation, ten thousand random plays (RANDOM_SEED=2 plays others), PostgreSQL 15 (hours)
	$(MAKE) mutations
	PROVE=1 $(BIN)/python -m pytest tests/mutations/test_mutations.py
	RANDOM_PLAYS=10000 RANDOM_SEED=$(RANDOM_SEED) $(BIN)/python -m pytest tests/two_worlds/test_random_plays.py
	@if [ -x $(POSTGRES_15)/postgres ]; then $(MAKE) test15; else echo "No PostgreSQL 15 here: nothing was proved on it."; fi

bench: $(STAMP) ## measure, and print one JSON line of named ratios last
	$(BIN)/python -m bench

format: $(STAMP) ## put the code in its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --exit-zero --quiet .

clean: ## forget the embedded databases and everything installed
	-[ -x $(BIN)/witness-app ] && $(BIN)/witness-app db stop
	rm -rf .venv node_modules witness_app/static/vendor instance
