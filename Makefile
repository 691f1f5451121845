# make graph   build the graph of examples/ and show what is in it
# make test    run the tests
# make benchmark   measure how fast it builds and answers here (docs/performance.md)
VENV ?= .venv
# The first Python that is new enough and really runs.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
STORE ?= build/store
BIN := $(VENV)/bin

.PHONY: graph test lint benchmark clean
.DEFAULT_GOAL := graph

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo 'tansiq needs Python 3.11 or newer with venv: make PYTHON=/path/to/python3.11' >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

graph: $(VENV)/.installed
	$(BIN)/tansiq build examples --store $(STORE)
	$(BIN)/tansiq query overview --store $(STORE)
	$(BIN)/tansiq query agreements --store $(STORE)
	@echo 'Ask more: $(BIN)/tansiq query'

test: $(VENV)/.installed
	$(BIN)/python -m pytest

lint: $(VENV)/.installed
	$(BIN)/ruff check builder benchmarks tests
	$(BIN)/mypy --strict builder benchmarks

benchmark: $(VENV)/.installed
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(STORE) .mypy_cache .ruff_cache .pytest_cache
