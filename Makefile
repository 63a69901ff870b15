# make demo   the main job on a real example: the evaluation table, and where the letter is
# make test   the tests
# make check  the linters and the types
# make office the tests that need LibreOffice and poppler (Debian: libreoffice-writer-nogui poppler-utils fonts-liberation)

PYTHON ?= python3
BIN := .venv/bin
DEMO := examples/tu-ky-2023
MO := cccc/messages/vi/LC_MESSAGES/cccc.mo

.PHONY: demo test check office messages clean

demo: .venv/ready $(MO)
	cd $(DEMO) && ../../$(BIN)/cccc history import history.yaml
	cd $(DEMO) && ../../$(BIN)/cccc evaluate inputs/2023-07.xlsx inputs/2023-08.xlsx
	@cd $(DEMO) && ../../$(BIN)/cccc letter notice | sed 's|^letters/|The letter is in $(DEMO)/letters/|'

test: .venv/ready $(MO)
	$(BIN)/pytest -n auto

check: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

office: .venv/ready $(MO)
	$(BIN)/pytest tests/office -n 0

messages: .venv/ready
	$(BIN)/python tests/catalogues.py

clean:
	rm -rf .venv $(DEMO)/.cccc $(DEMO)/letters

$(MO): %.mo: %.po | .venv/ready
	$(BIN)/python tests/catalogues.py compile

.venv/ready: pyproject.toml build_catalogues.py
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
