# make run    the demonstration, on http://127.0.0.1:8000/
# make test   everything that CI checks
# make help   the other targets

PORT ?= 8000
JOBS ?= 2
VENV := .venv
BENCH := .venv-bench
PIP = $(VENV)/bin/python -m pip --disable-pip-version-check
PYTEST = mkdir -p var/tests && PYTEST_DEBUG_TEMPROOT=$(CURDIR)/var/tests $(VENV)/bin/python -m pytest

# An installation is known by what it holds and where it is: a new lock, or a clone that has moved, installs anew.
known_by = $(shell { cat pyproject.toml $(1); pwd; } | cksum | cut -d' ' -f1)
RUN := $(VENV)/.run-$(call known_by,requirements/lock-run.txt)
TEST := $(VENV)/.test-$(call known_by,requirements/lock-test.txt)

.PHONY: help run scenario test test-fast lint format coverage bench lock clean debian

help:
	@echo "make run        install what is needed and serve the demonstration on port $(PORT)"
	@echo "make scenario   a whole convention, told in thirty lines; FOLDER=… holds it with somebody's papers"
	@echo "make test       lint and every test, those in a real browser included"
	@echo "make test-fast  every test but those in a browser"
	@echo "make lint       ruff, mypy and the direction of imports"
	@echo "make format     put the code into its usual form"
	@echo "make coverage   the lines and branches of core and record that no test reaches"
	@echo "make bench      measure every number that the documents quote"
	@echo "make lock       choose the versions of all dependencies anew"
	@echo "make clean      remove what the other targets made, the demonstration's record included"

run: $(RUN)
	$(VENV)/bin/rankandfile demo --port $(PORT)

scenario: $(RUN)
	$(VENV)/bin/rankandfile scenario $(if $(FOLDER),"$(FOLDER)")

# The browser is driven from an event loop of its own, which other tests must not find running: they come apart.
test: debian lint
	$(PYTEST) -n $(JOBS) --dist loadfile -m "not browser"
	$(PYTEST) -n $(JOBS) --dist loadfile -m browser tests/browser

test-fast: $(TEST)
	$(PYTEST) -n $(JOBS) --dist loadfile -m "not browser"

lint: $(TEST)
	$(VENV)/bin/python -m ruff check .
	$(VENV)/bin/python -m ruff format --check .
	$(VENV)/bin/python -m mypy
	$(VENV)/bin/lint-imports

format: $(TEST)
	$(VENV)/bin/python -m ruff check --fix .
	$(VENV)/bin/python -m ruff format .

coverage: $(TEST)
	$(PYTEST) -n $(JOBS) --dist loadfile -m "not browser" --cov

# The counts that we measure ourselves against need older packages than ours: a place of their own, not locked.
bench: debian $(BENCH)/.installed
	$(BENCH)/bin/rankandfile bench

$(BENCH)/.installed: pyproject.toml
	@tools/venv.sh $(BENCH)
	@$(BENCH)/bin/python -m pip install --quiet --editable '.[site,postgres,ballots,press,bench]'
	@touch $@

lock: $(VENV)/bin/python
	$(VENV)/bin/python tools/lock.py

clean:
	rm -rf $(VENV) $(BENCH) var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +

debian:
	@tools/debian.sh belenios-tool chromium fonts-dejavu-core fonts-hosny-amiri fonts-noto-cjk gettext iproute2 libatomic1 pandoc poppler-utils postgresql golang-go golang-golang-x-mod-dev
	@tools/belenios.sh var/belenios
	@command -v npm >/dev/null || tools/debian.sh nodejs npm

$(RUN): | $(VENV)/bin/python
	@echo "Installing what a run needs; once for each version of the lock file."
	$(call install,lock-run.txt)
	@rm -f $(VENV)/.run-* && touch $@

$(TEST): | $(VENV)/bin/python
	@echo "Installing what the tests need; once for each version of the lock file."
	$(call install,lock-test.txt)
	@rm -f $(VENV)/.test-* && touch $@

define install
	@$(PIP) install --quiet --no-deps --requirement requirements/$(1)
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
endef

$(VENV)/bin/python:
	@tools/venv.sh $(VENV)
