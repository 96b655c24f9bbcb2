"""Who decides loads no database and draws no paper; seen in a fresh process, by what importing it brings in."""

import importlib.util
import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.house.test_layout import PRODUCT

HEAVY = {"sqlmodel", "sqlalchemy", "alembic", "click", "jinja2", "weasyprint", "pikepdf", "psycopg", "cryptography"}
PURE = ("reads.core", "reads.intake", "reads.routing", "reads.claims.x12", "invoicing.pricing")
PURE_MODULES = (
    "invoicing.contractors.agreement",
    "invoicing.contractors.hourly",
    "invoicing.contractors.pay",
    "invoicing.contractors.agreement_file",
    "invoicing.contractors.largest_remainder",
    "invoicing.contracts.file.checks",
    "invoicing.contracts.model",
    "invoicing.contracts.contract_of_read",
    "invoicing.contracts.escalators",
    "invoicing.contracts.file.contract_file",
    "invoicing.contracts.file.unreachable_rates",
    "invoicing.contracts.draft_contract",
    "invoicing.contracts.plain_english.contract_in_words",
    "invoicing.documents.figures",
    "invoicing.documents.schedule_layout",
    "invoicing.documents.schedule",
    "invoicing.documents.paper_view",
    "invoicing.documents.line_breaks",
    "invoicing.receivables.account",
    "invoicing.reports.month.document",
    "invoicing.reports.month.view",
    "invoicing.reports.reconcile",
    "invoicing.reports.reconcile_accessions",
    "invoicing.reports.reconcile_match",
    "reads.claims.claim",
)
LATE = {
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "weasyprint",
    "jinja2",
    "pikepdf",
    "rich",
    "holidays",
    "psycopg",
    "cryptography",
}


def module_of(path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = [module for module in map(module_of, PRODUCT) if ".migrations" not in module]
PURE_FOUND = [
    module for module in MODULES if module in PURE_MODULES or any(f"{module}.".startswith(f"{room}.") for room in PURE)
]


def loaded_by(code: str) -> set[str]:
    """The top-level names in sys.modules after the code has run in a fresh interpreter."""
    program = f"{code}\nimport sys, json\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize("module", PURE_MODULES)
def test_the_pure_modules_are_where_they_are_looked_for(module: str):
    assert module in MODULES


def test_pure_rooms_load_neither_database_nor_command_line_nor_paper():
    assert len(PURE_FOUND) > len(PURE)
    assert loaded_by("\n".join(f"import {module}" for module in PURE_FOUND)) & HEAVY == set()


@pytest.mark.nightly
def test_every_module_imports_alone():
    """No module needs another of ours to have been imported before it; each is tried in a process of its own.

    Where no circle of files is (test_circles.py) and mypy knows every name, it can hardly fail, and takes minutes.
    """
    program = """
import importlib, os, sys
import click, sqlmodel
for module in sys.argv[1:]:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(module)
        except BaseException as fault:
            os._exit(print(module, repr(fault), flush=True) or 1)
        os._exit(0)
    os.waitpid(child, 0)
"""
    tried = subprocess.run(
        [sys.executable, "-c", program, *MODULES], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert tried.stdout.splitlines() == []


@pytest.mark.skipif(importlib.util.find_spec("invoicing.cli.main") is None, reason="invoicing/cli/main.py is missing")
def test_help_is_light():
    """`wetread --help` answers at once: it loads no database, no PDF, none of the slow libraries."""
    code = (
        "import sys\nsys.argv = ['wetread', '--help']\nfrom invoicing.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as leaving:\n    assert not leaving.code"
    )
    assert loaded_by(code) & LATE == set()
