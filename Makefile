# One command for each habit. `make help` lists them.

PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
BIN := .venv/bin
PYTEST := $(BIN)/pytest
PICTURES := beranda-1280.png layanan-360.png formulir-360.png galat-360.png tanda-terima-360.png jawaban-360.png petugas-daftar-1280.png

.PHONY: help run test check proof bench pictures lock clean

help: ## List what make can do here.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: .venv/.run ## Try everything on this machine: site, inbox, mailbox.
	@$(BIN)/loket run

test: .venv/.test ## Run the tests.
	@$(PYTEST) -n 2 --dist loadfile

check: .venv/.dev ## Look at the code: ruff, mypy, import contracts.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

proof: .venv/.test ## Show what takes long: kills, floods, slow connections; prints figures.
	@$(PYTEST) -s tests/proof

bench: .venv/.run ## Measure speed, as ratios to a bare baseline.
	@for each in bench/*.py; do $(BIN)/python $$each || exit 1; done

pictures: .venv/.test ## Take the README's pictures anew (needs Chromium).
	@LOKET_TEST_PICTURES=var/pictures $(PYTEST) tests/journeys/test_main_road.py tests/journeys/test_officers_desk.py -k script_on
	@cd var/pictures && cp $(PICTURES) ../../tests/journeys/pictures/

lock: .venv/.dev ## Pin the newest allowed version of every library.
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header -U -o requirements-run.lock pyproject.toml
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header -U --extra test -c requirements-run.lock -o requirements-test.lock pyproject.toml
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header -U --extra test --extra dev -c requirements-test.lock -o requirements-dev.lock pyproject.toml

clean: ## Remove what make has made; data in var/ stays.
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Loket needs Python 3.11 or newer; none was found." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing; on Debian: apt install python3-venv." >&2; rm -rf .venv; exit 1; }

.venv/.run .venv/.test .venv/.dev: .venv/.%: requirements-%.lock pyproject.toml | .venv/bin/python
	@echo "Installing what \`make $(MAKECMDGOALS)\` needs into .venv ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-$*.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@
