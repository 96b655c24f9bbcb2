# setup · tools · demo · test · check · bench · nightly · mutants · oldest · reference · lock

PYTHON ?= python3
SCALE ?= small
ROWS ?=
BOOKS ?= demo-books
LOCK ?=
PART ?=
MUTANTS ?=
FRESH ?=
# Compiled once, not by each process that a test starts.
export PYTHONDONTWRITEBYTECODE =
UNSET_INDEX = env -u UV_INDEX -u UV_INDEX_URL -u UV_DEFAULT_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS -u PIP_FIND_LINKS

.PHONY: setup tools demo test check bench nightly mutants oldest reference lock

setup: .venv/set-up

.venv/set-up: requirements.lock pyproject.toml .ci/setup.py
	$(PYTHON) .ci/setup.py

# What tests use beside Python packages: installed where this user may, else named.
tools:
	$(PYTHON) .ci/setup.py --tools

demo: setup
	.venv/bin/wetread demo $(BOOKS)

# Files in their order: those with the most tests first would leave the slowest, of few tests each, to a last worker alone.
test: setup tools
	.venv/bin/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

check: setup
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy reads invoicing tests
	.venv/bin/lint-imports

# SCALE=month is the 540,000 reads of spec 8, ROWS=intake some modules of tests/bench alone.
bench: setup
	.venv/bin/python -m tests.bench $(SCALE) $(ROWS)

# The long tests, one for each core: says how far it is, goes on after a stop. PART=words runs some, FRESH=--fresh begins anew.
nightly: setup tools
	.venv/bin/python -m tests.nightly $(FRESH) $(PART)

# Each line of what reckons money, changed on purpose: is it noticed? In an environment of its own; goes on after a stop.
# MUTANTS=invoicing.pricing.* is a part of them; `.venv/mutants/bin/python -m mutmut results` lists the survivors.
mutants: setup
	test -d .venv/mutants || $(PYTHON) -m venv .venv/mutants
	.venv/mutants/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	.venv/mutants/bin/python -m pip install --quiet --disable-pip-version-check mutmut==3.8.1
	.venv/mutants/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	HYPOTHESIS_PROFILE=ci .venv/mutants/bin/python -m mutmut run $(MUTANTS)

# The suite against the oldest versions that pyproject.toml allows, in an environment of its own.
oldest: setup tools
	$(UNSET_INDEX) .venv/bin/uv pip compile pyproject.toml --all-extras --group dev --python-version 3.11 \
		--resolution lowest-direct --no-config --no-header --no-annotate --quiet --output-file .venv/oldest.txt
	$(PYTHON) -m venv --clear .venv/oldest
	.venv/oldest/bin/python -m pip install --quiet --disable-pip-version-check -r .venv/oldest.txt
	.venv/oldest/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	.venv/oldest/bin/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

# What is generated from the source and kept in the tree; a test holds that it is up to date.
reference: setup
	.venv/bin/python .ci/error_codes.py
	.venv/bin/python .ci/reference.py

# After a change of dependencies in pyproject.toml. Hashes, no addresses: where packages come from is each machine's affair.
lock: setup
	$(UNSET_INDEX) .venv/bin/uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
		--no-config --generate-hashes --no-header --no-annotate --quiet $(LOCK) --output-file requirements.lock
