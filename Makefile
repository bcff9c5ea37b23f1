# What a newcomer types is `make run` and `make test`; the rest is for whoever changes something.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
DATA ?= data
PORT ?= 8080
# How many processes run tests beside each other; each has an engine of its own.
WORKERS ?= 2

PAGE := src/sagescope/api/static/index.html
GEO := src/sagescope/geo/data/manifest.json
PAGE_SOURCES := $(shell find web -path web/node_modules -prune -o -type f -print 2>/dev/null)

.PHONY: run test check lint types imports page-check bench bench-metrics bench-load clean fuzz conformance incidents bench-monitors page geo install install-dev chromium postgresql clients soak

run: install $(PAGE) $(GEO) ## Set everything up and open the product with the demo account
	$(BIN)/sagescope serve --data $(DATA) --port $(PORT) --demo

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

$(VENV)/.venv:
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sagescope needs Python 3.11 or later."; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.venv pyproject.toml constraints.txt
	@echo "Installing Sagescope and its engine (a download of about 200 MB the first time)"
	@$(PIP) install -c constraints.txt -e '.[page]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing what tests need"
	@$(PIP) install -c constraints.txt -e '.[page,dev]'
	@touch $@

page: $(PAGE)

$(PAGE): $(PAGE_SOURCES) | $(VENV)/.installed
	@echo "Building the web page"
	@rm -f $@
	@$(BIN)/python build_assets.py page

geo: $(GEO)

$(GEO): | $(VENV)/.installed
	@echo "Fetching and encoding the geolocation data (about two minutes, once)"
	@$(BIN)/python build_assets.py geo

chromium:
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing chromium for the tests of the page"; \
	    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null) \
	      || echo "chromium could not be installed: the tests of the page will be skipped"; \
	  else echo "no chromium, and not root: the tests of the page will be skipped"; fi; }

# Only the programs: a server that starts with the machine is nobody's wish.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing PostgreSQL for the tests of the metadata"; \
	    mkdir -p /etc/postgresql-common && { [ -e /etc/postgresql-common/createcluster.conf ] \
	      || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf; }; \
	    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null) \
	      || echo "PostgreSQL could not be installed: its tests will be skipped"; \
	  else echo "no PostgreSQL, and not root: its tests will be skipped"; fi; }

# Senders as people have them. Nothing is removed for them: syslog-ng stands aside where another system log is there.
clients:
	@command -v aws >/dev/null 2>&1 && command -v curl >/dev/null 2>&1 && test -x /usr/sbin/syslog-ng && test -x /usr/sbin/collectd || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing the clients that tests send with"; \
	    apt-get update -qq; \
	    for packages in curl "syslog-ng-core syslog-ng-mod-http" "collectd-core libyajl2" $$(command -v aws >/dev/null 2>&1 || echo awscli); do \
	      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-remove $$packages >/dev/null \
	        || echo "$$packages could not be installed: its tests will be skipped"; \
	    done; \
	  else echo "not all of curl, aws, syslog-ng and collectd are there, and not root: their tests will be skipped"; fi; }

test: install-dev $(PAGE) $(GEO) chromium postgresql clients ## Set up what tests need and run all of them
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope
	$(BIN)/python build_assets.py npm run test

check: install-dev lint types imports page-check test ## What CI runs

lint: install-dev
	$(BIN)/ruff format --check src tests bench docs deploy hatch_build.py build_assets.py
	$(BIN)/ruff check src tests bench docs deploy hatch_build.py build_assets.py

types: install-dev
	$(BIN)/mypy

imports: install-dev
	$(BIN)/lint-imports

page-check: install-dev $(PAGE)
	$(BIN)/python build_assets.py npm run check

bench: install-dev $(GEO) ## Measure against the engine itself, and keep the table in bench/results
	$(BIN)/python -m bench

bench-metrics: install-dev ## Measure metrics beside VictoriaMetrics, where it is installed
	$(BIN)/python -m bench.metrics --series 10000 --days 7

bench-load: install-dev ## Ten minutes of ingest at 70% of the peak, with queries beside it
	$(BIN)/python -m bench.load --minutes 10 --share 0.7

soak: install-dev $(GEO) ## Kill a server again and again while it takes data
	$(BIN)/python -m pytest tests/crash -q -o addopts= -m crash --rounds 20

fuzz: install-dev ## Run 100,000 queries that are nearly right
	SAGESCOPE_FUZZ=100000 $(BIN)/python -m pytest tests/fuzz -q -o timeout=3600

conformance: install-dev ## Run what others have published, and list what does not pass
	PYTHONPATH=tests $(BIN)/python -m conformance

bench-monitors: install-dev ## A thousand monitors with a look each minute: how late their looks are
	PYTHONPATH=tests $(BIN)/python -m bench.monitors

incidents: install-dev ## A day of the demo against its monitors: what fired, recovered, and should have
	PYTHONPATH=tests $(BIN)/python -m incidents

clean: ## Remove what was built; data stays
	rm -rf $(VENV) src/sagescope/api/static src/sagescope/geo/data web/node_modules dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
