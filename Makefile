# What can be done here: `make` lists it. Everything is installed inside this folder, from hashed lists.

PORT ?= 8000
PYTHON := .venv/bin/python
PYTEST := .venv/bin/pytest -q
# For what reads the code and needs no database: naming one keeps our own PostgreSQL asleep.
WITHOUT_DATABASE := DATABASE_URL=postgresql://nobody@localhost/nothing
INNER_LAYERS := $(sort $(wildcard taghyir/core/*.py taghyir/tables/*.py taghyir/xforms/*.py \
	$(foreach layer,models policies queries actions,taghyir/*/$(layer).py taghyir/*/$(layer)/*.py)))
CATALOGUES := $(wildcard taghyir/*/locale/*/LC_MESSAGES/*.po demo/locale/*/LC_MESSAGES/*.po)
PAGE_SOURCES := $(shell find taghyir -path '*/css/*' -type f -o -path '*/elements/*' -type f)
UV := $(or $(shell command -v uv),.venv/tools/bin/uv)
export PORT
unexport PYTHONDONTWRITEBYTECODE  # what is compiled once serves every step

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: .venv/layer-base build/.assets build/.messages  ## one year of invented work, on http://127.0.0.1:8000 (PORT=… for another)
	@exec $(PYTHON) -m tools.demo

test: .venv/layer-test build/.assets build/.messages  ## every test that needs no browser, and is not long by nature
	$(PYTEST) -n 2 --maxschedchunk 8 -m "not browser and not long" tests taghyir demo

test-browser: .venv/layer-full build/.assets build/.messages  ## the tests that drive the system's chromium, and the long ones
	$(PYTEST) -n 2 --maxschedchunk 1 --durations=12 -m "browser or long" tests/browser tests/test_trust.py taghyir/*/tests/browser

test-all: test test-browser  ## both

check: check-code check-house  ## style, types, layers, translations, tables, house rules

check-code: check-style check-types check-layers check-words check-tables

check-style: .venv/layer-test
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check

check-types: .venv/layer-test
	@$(WITHOUT_DATABASE) .venv/bin/mypy $(INNER_LAYERS)

check-layers: .venv/layer-test
	@$(WITHOUT_DATABASE) .venv/bin/lint-imports

check-words: .venv/layer-test
	@$(WITHOUT_DATABASE) $(PYTHON) tools/messages.py --check

check-tables: .venv/layer-test
	@$(WITHOUT_DATABASE) $(PYTHON) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

check-house: .venv/layer-test build/.messages
	$(PYTEST) --tb=short tests/test_house_rules.py tests/test_page_rules.py tests/test_settings.py

look: .venv/layer-full  ## pictures of a running demo, into build/look and docs/home.png
	$(PYTHON) -m tools.look

assets: build/.assets  ## the style sheet, the scripts and the fonts

messages: .venv/layer-base  ## collect the strings to translate, list those that wait, compile
	$(WITHOUT_DATABASE) $(PYTHON) tools/messages.py

bench: .venv/layer-full build/.assets build/.messages  ## what a page costs; how many phones at once; how fast a form opens
	$(PYTHON) -m bench
	$(PYTHON) -m bench.crowd
	$(PYTHON) -m bench.opening

map: .venv/layer-base  ## docs/MAP.md and docs/openapi.json, written from the code
	$(WITHOUT_DATABASE) $(PYTHON) -m tools.map

lock: .venv/layer-test node_modules/.installed  ## newer versions of what we stand on
	for layer in uv node base test full; do $(UV) pip compile --quiet --universal --generate-hashes \
		--no-header --upgrade requirements/$$layer.in -o requirements/$$layer.txt || exit 1; done
	tools/node npm run lock

stop:  ## stop the PostgreSQL of this folder, where a command left it running
	$(WITHOUT_DATABASE) $(PYTHON) -m tools.postgres stop

clean:  ## take away what was built and installed; keeps the demo's database and files (var)
	[ ! -x $(PYTHON) ] || $(WITHOUT_DATABASE) $(PYTHON) -m tools.postgres stop
	rm -rf build node_modules .venv .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/layer-base: requirements/base.txt requirements/uv.txt
	@echo "Python packages…"
	@tools/environment base

.venv/layer-test: requirements/test.txt requirements/uv.txt
	@tools/environment test

.venv/layer-full: requirements/full.txt requirements/uv.txt
	@tools/environment full

node_modules/.installed: package-lock.json .npmrc | .venv/layer-base
	@echo "Packages of the pages…"
	@tools/node npm ci --silent
	@touch $@

build/.assets: node_modules/.installed tools/assets.mjs tools/land.mjs $(PAGE_SOURCES)
	@tools/node tools/assets.mjs
	@touch $@

build/.messages: .venv/layer-base tools/messages.py $(CATALOGUES)
	@mkdir -p build
	@$(WITHOUT_DATABASE) $(PYTHON) tools/messages.py --compile
	@touch $@

.PHONY: help demo test test-browser test-all check check-code check-style check-types check-layers check-words \
	check-tables check-house look assets messages bench map lock stop clean
.DELETE_ON_ERROR:
