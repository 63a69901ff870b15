# make demo   the main job on a real example: the evaluation table, and where the letter is
# make test   the tests, but for the slow ones; make test-all is all of them, make test-slow the slow ones alone
# make test-newest  the tests, but for the slow ones, on the newest versions that pyproject.toml allows instead of the locked
# make check  the linters and the types
# make lock   the newest versions that pyproject.toml allows, written into locks/ with their hashes
# make office the tests that need LibreOffice and poppler (Debian: libreoffice-writer-nogui poppler-utils fonts-liberation2)

PYTHON ?= python3
BIN := .venv/bin
DEMO := examples/tu-ky-2023
MO := cccc/messages/vi/LC_MESSAGES/cccc.mo

PIP := -m pip --quiet --disable-pip-version-check

# Where Python is told to keep no byte code, each of the commands that tests start would compile all of cccc again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-all test-slow test-newest newest check office messages lock clean

demo: .venv/ready $(MO)
	cd $(DEMO) && ../../$(BIN)/cccc history import history.yaml
	cd $(DEMO) && ../../$(BIN)/cccc evaluate inputs/2023-07.xlsx inputs/2023-08.xlsx
	@cd $(DEMO) && ../../$(BIN)/cccc letter notice | sed 's|^letters/|The letter is in $(DEMO)/letters/|'

# Idle workers take tests from busy ones: some tests take a thousand times as long as others.
PYTEST := pytest -n auto --dist worksteal

test: .venv/ready $(MO)
	$(BIN)/$(PYTEST) -m 'not slow'

test-slow: .venv/ready $(MO)
	$(BIN)/$(PYTEST) -m slow

test-all: test test-slow

test-newest: newest $(MO)
	.venv-newest/bin/$(PYTEST) -m 'not slow'

check: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

office: .venv/ready $(MO)
	$(BIN)/pytest tests/office -n 0

messages: .venv/ready
	$(BIN)/python tests/catalogues.py

# uv alone resolves for every system and Python at once; pip installs what it has written.
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python $(PIP) install --upgrade uv
	$(LOCK) pyproject.toml --extra dev --output-file locks/dev.txt
	$(LOCK) --group build --constraints locks/dev.txt --output-file locks/build.txt

LOCK := .venv-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command 'make lock'

newest:
	$(PYTHON) -m venv .venv-newest
	.venv-newest/bin/python $(PIP) install --upgrade --upgrade-strategy eager --editable '.[dev]'

clean:
	rm -rf .venv .venv-lock .venv-newest $(DEMO)/.cccc $(DEMO)/letters

$(MO): %.mo: %.po | .venv/ready
	$(BIN)/python tests/catalogues.py compile

# What builds comes first: without isolation pip fetches nothing that is not locked.
.venv/ready: pyproject.toml build_catalogues.py locks/build.txt locks/dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python $(PIP) install --require-hashes --requirement locks/build.txt
	$(BIN)/python $(PIP) install --require-hashes --no-build-isolation --requirement locks/dev.txt
	$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
