# make graph   build the graph of examples/ and show what is in it
# make test    run the tests
VENV ?= .venv
PYTHON ?= $(shell command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)
STORE ?= build/store
BIN := $(VENV)/bin

.PHONY: graph test lint clean
.DEFAULT_GOAL := graph

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tansiq needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
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
	$(BIN)/ruff check builder tests
	$(BIN)/mypy --strict builder

clean:
	rm -rf $(STORE) .mypy_cache .ruff_cache .pytest_cache
