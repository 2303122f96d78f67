# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
BIN := $(VENV)/bin
INDEX ?= index
export HF_HUB_OFFLINE ?= 1
export TOKENIZERS_PARALLELISM ?= true

DATA ?= ../shared/data

.PHONY: demo app test lint eval bench setup lock clean

demo: $(READY)
	$(BIN)/workbench index build data/sample/reports.jsonl --index $(INDEX)
	@mkdir -p out
	$(BIN)/workbench check data/sample/article.txt --index $(INDEX) --html out/report.html
	@echo "The report for the browser is out/report.html; \`make app\` opens the reviewers' UI."

app: $(READY)
	@test -e $(INDEX)/CURRENT || $(BIN)/workbench index build data/sample/reports.jsonl --index $(INDEX)
	$(BIN)/workbench serve --index $(INDEX)

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The public dev sets, where they are at hand, and what the project ships: bank and cases.
eval: $(READY)
	$(BIN)/workbench eval nli data/newsstance/test.jsonl $(wildcard $(DATA)/nli/dev.*.jsonl.gz)
	$(BIN)/workbench eval cases $(wildcard tests/cases/*) data/sample
	@test -d $(DATA) || echo "No public data sets in $(DATA): make eval DATA=FOLDER"
	@test ! -d $(DATA) || $(BIN)/workbench eval sts $(wildcard $(DATA)/sts/*-dev.*.jsonl.gz)
	@test ! -d $(DATA) || $(BIN)/workbench eval claims $(wildcard $(DATA)/claims/dev.*.jsonl.gz)
	@test ! -d $(DATA) || $(BIN)/workbench eval retrieval $(wildcard $(DATA)/parallel/dev.*.jsonl.gz $(DATA)/news/*.jsonl.gz)

bench: $(READY)
	$(BIN)/python -m benchmarks

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
	  || { echo "Python 3.11 is needed; name it: make PYTHON=python3.11"; exit 1; }
	@echo "Setting up $(VENV): one to four minutes, about 2 GB on disk ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

# Pins everything anew. CUDA packages are left out: torch asks for its own where its build needs them.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --python-version 3.11 --no-annotate --no-header --extra dev pyproject.toml \
	  | grep -vE '^(nvidia-|cuda-|triton==)' > requirements.lock
	$(BIN)/uv pip compile --quiet --python-version 3.11 --no-annotate --no-header --extra train -c requirements.lock \
	  pyproject.toml | grep -vE '^(nvidia-|cuda-|triton==)' > training/requirements.lock

clean:
	rm -rf $(VENV) out build *.egg-info
