# Everything is kept in .venv; `make demo` on a fresh machine needs only Python 3.11 or newer.
#
#   make demo [ARGS="--headless"]   the whole story: a booking turns the door green, online and off
#   make test [ARGS="tests/sync"]   the tests
#   make check                      style, types, and which package may import which
#   make bench [ARGS="--only decide"]
#   make fuzz [SECONDS=600]         every parser of outside bytes, with bytes that nobody honest sends
#   make simulate [ARGS="--seeds 500"]  nights at the doors with everything that goes wrong, by the thousand
#   make soak [SCANS=10000]         a long night at one door: nothing may grow
#   make package                    the frozen scanner, tried out by its own self-test
#   make screenshots                the pictures in docs/screenshots
#   make translations               what is new in the code for Qt Linguist, and what is translated for the scanner
#   make lock                       pin the dependencies of pyproject.toml anew

PYTHON ?= python3
ARGS ?=
SECONDS ?= 600
SCANS ?= 10000
BIN := .venv/bin
PY := $(BIN)/python
APP := .venv/.installed-app
DEV := .venv/.installed-dev
CODE := $(wildcard doorward resources scanner_app server sync tests tools)

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench fuzz simulate soak package screenshots translations lock libraries clean

help:
	@sed -n '3,13s/^# *//p' Makefile

demo: $(APP) libraries
	$(BIN)/doorward demo $(ARGS)

# The windows' tests run in processes of their own: once, after thousands of the server's, Qt no longer called back.
test: $(DEV) libraries
ifeq ($(strip $(ARGS)),)
	$(PY) -m pytest -n 2 --dist loadfile --ignore=tests/server
	$(PY) -m pytest -n 2 --dist loadfile tests/server
else
	$(PY) -m pytest -n 2 --dist loadfile $(ARGS)
endif

check: $(DEV)
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(filter-out tools,$(CODE))
	$(BIN)/lint-imports

format: $(DEV)
	$(BIN)/ruff check --fix-only $(CODE)
	$(BIN)/ruff format $(CODE)

bench: $(DEV) libraries
	$(PY) -m tests.bench $(ARGS)

# Ten thousand seeds; a seed that fails is shown again, step by step, by ARGS="--seeds 1 --start SEED --trace".
# First what parses bytes, then what judges well-signed nonsense.
fuzz: $(DEV) libraries
	$(PY) -m tests.fuzz --seconds $(SECONDS) $(ARGS)
	DOORWARD_FUZZ_MESSAGES=1000 $(PY) -m pytest tests/fuzz --timeout 1800

simulate: $(DEV) libraries
	$(PY) -m tests.simulation --seeds 10000 --jobs "$$(nproc)" $(ARGS)

soak: $(DEV) libraries
	DOORWARD_SOAK_SCANS=$(SCANS) $(PY) -m pytest tests/scanner_app/test_soak.py

screenshots: $(DEV) libraries
	$(PY) -m tests.screenshots $(ARGS)

translations: $(DEV) libraries
	$(PY) tools/translations.py

package: $(DEV) libraries
	$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build build.spec
	$(PY) tools/try_frozen.py dist/doorward-scanner

libraries:
	@tools/system-libraries.sh

# One file for the people who run it, one for those who change it. Neither names a package index, and every
# file that is installed has its hash in them.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
           --no-annotate --no-header
lock:
	$(COMPILE) --extra scanner --extra server --extra dev pyproject.toml -o requirements/dev.txt
	$(COMPILE) --extra scanner --extra server --constraint requirements/dev.txt pyproject.toml requirements/build.in \
	    -o requirements/app.txt
	$(COMPILE) requirements/uv.in -o requirements/uv.txt

# A stamp is newer than what it was installed from, so an unchanged tree installs nothing.
$(APP): requirements/app.txt pyproject.toml
	PYTHON="$(PYTHON)" tools/install.sh requirements/app.txt
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml
	PYTHON="$(PYTHON)" tools/install.sh requirements/dev.txt
	@touch $@ $(APP)

clean:
	rm -rf .venv build dist
