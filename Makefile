# The commands of this project. "make help" lists them.

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# Each worker reads the code anew where none may keep what Python makes of it.
TEST := PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --dist worksteal
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard cyberconf/locale/*/LC_MESSAGES/*.po))
THROWAWAY := VAR_DIR="$$(mktemp -d)" DATABASE_URL= REDIS_URL=

.DEFAULT_GOAL := help
.PHONY: help serve dev test test-here test-there check bench messages catalogues chromium

help: ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

serve: .venv/served catalogues ## the site with the 2021 conference, at http://127.0.0.1:8000/
	@exec $(MANAGE) serve

dev: .venv/developed catalogues ## the same, reloading whenever a file changes
	@DEBUG=true exec $(MANAGE) serve --reload

test: test-here test-there ## everything that must pass, on SQLite and on TEST_DATABASE_URL

test-here: .venv/developed catalogues chromium
	$(TEST)

test-there: test-here
	@if [ -n "$$TEST_DATABASE_URL" ]; then \
		echo "Again with the database and the cache of TEST_DATABASE_URL and TEST_REDIS_URL:"; \
		DATABASE_URL="$$TEST_DATABASE_URL" REDIS_URL="$$TEST_REDIS_URL" $(TEST) --database-only; \
	fi

check: .venv/developed catalogues ## linters, types, layers, migrations, templates, settings for production
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(THROWAWAY) $(MANAGE) makemigrations --check --dry-run
	$(THROWAWAY) SITE_URL=https://conference.example $(MANAGE) check --deploy --fail-level WARNING

bench: .venv/developed catalogues chromium ## what a visit costs, and how times grow, as ratios
	@$(THROWAWAY) $(MANAGE) bench

messages: .venv/served ## brings the catalogues of translations to what the code and the templates say
	@$(THROWAWAY) $(MANAGE) refresh_messages

catalogues: $(CATALOGUES)

%.mo: %.po | .venv/served
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

chromium:
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || { \
		echo "The browser tests need Debian's Chromium: neither 'chromium-headless-shell' nor 'chromium' is here." >&2; \
		echo "Install it, for instance by: apt-get install chromium-headless-shell fonts-noto-core fonts-noto-cjk" >&2; \
		exit 1; \
	}

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12" >&2; \
		exit 1; \
	}
	@$(PYTHON) -m venv .venv || { \
		echo "The virtual environment could not be made. On Debian: apt-get install python3-venv" >&2; \
		rm -rf .venv; \
		exit 1; \
	}

.venv/served: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/developed: requirements-dev.txt .venv/served
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
