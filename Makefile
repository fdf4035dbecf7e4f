# `make chat` and `make test` do all their own set-up: Python 3.11 or newer and a package index are enough.
.DEFAULT_GOAL := help
.PHONY: help install chat ask index telegram test bench catalogues lock clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 16

# Quiet, and only when the lock or the project's definition changed. Everything pinned, every file checked by its hash.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Citewire needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || { echo "Installing into $(VENV), once; this takes a few minutes." >&2; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary=:all: -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

install: $(STAMP) ## create .venv and install what requirements.lock pins

chat: $(STAMP) ## ask questions in the terminal; with a pipe, a question a line
	@$(BIN)/citewire chat

ask: $(STAMP) ## one question: make ask Q="How many troops?"
	@$(BIN)/citewire ask "$(Q)"

index: $(STAMP) ## bring the index up to date with the folder of articles
	@$(BIN)/citewire index

telegram: $(STAMP) ## start the Telegram bot; needs TELEGRAM_BOT_TOKEN
	@$(BIN)/citewire telegram

test: $(STAMP) ## ruff, mypy --strict, pytest
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

bench: $(STAMP) ## the measurements described in bench/README.md
	@$(BIN)/python -m bench

catalogues: $(STAMP) ## compile the translations in bot/catalogues after a change
	$(BIN)/python -m babel.messages.frontend compile --locale fr --input-file bot/catalogues/fr.po --output-file bot/catalogues/fr.mo

lock: $(STAMP) ## pin every dependency again, with hashes
	$(BIN)/python -m piptools compile --quiet --all-extras --generate-hashes --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml

clean: ## remove .venv and caches; the index in .citewire stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info
