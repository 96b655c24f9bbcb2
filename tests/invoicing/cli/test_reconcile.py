"""`wetread reconcile`: Mercy's own October beside what it is billed."""

from pathlib import Path

import openpyxl
import pytest

from tests.conftest import Run
from tests.invoicing.cli.test_close import log, october  # noqa: F401 (a fixture)
from tests.invoicing.closing import mercy

FIELDS = {
    *("matched", "units_differ", "other_month", "price_differs", "ours_only", "theirs_only", "duplicate"),
    *("ours_total", "theirs_total"),
}
"""What scripts rely on (spec 6)."""

GOOD = """\
Site,Accession,Exam Date,Exam,Modality,Amount
Mercy General,1,10/5/2026 1:20 AM,CT HEAD,CT,38.00
Mercy General,MG2,10/6/2026 1:20 AM,KNEE,XR,12.00
Mercy General,mg-3,10/31/2026 11:59 PM,CT HEAD,CT,38.00
"""


@pytest.fixture
def reconciled(october: Path, run: Run, tmp_path: Path):  # noqa: F811
    """Compares a list of that text."""

    def compare(text: str, *more: str, month: str = "2026-10", client: str = "mercy"):
        path = tmp_path / "list.csv"
        path.write_text(text)
        return run("reconcile", str(path), "--client", client, "--month", month, *more)

    return compare


def test_a_list_that_agrees_is_within_the_tolerance(reconciled):
    found = reconciled(GOOD, "--json")
    assert found.status == 0
    assert found.json.keys() >= FIELDS
    assert (found.json["matched"], found.json["ours_total"], found.json["theirs_total"]) == (3, "88.00", "88.00")
    assert (found.json["other_lines"], found.json["billed_total"]) == ("12.00", "100.00")


def test_what_is_apart_needs_a_person_unless_it_is_tolerated(reconciled):
    short = "".join(GOOD.splitlines(keepends=True)[:-1])
    found = reconciled(short)
    assert found.status == 1
    assert "Ours only\n  –  MG3  0 → 1  0.00 → 38.00" in found.stdout
    assert "43.18 % apart, above the tolerance of 0.5 %" in found.stdout
    assert reconciled(short, "--tolerance", "50").status == 0
    assert reconciled(short, "--tolerance", "half").status == 2


def test_issued_months_are_compared_with_their_invoices(reconciled, run: Run):
    assert run("close", "2026-10", "--issue").status in {0, 1}
    found = reconciled(GOOD, "--json").json
    assert (found["matched"], found["invoices"], found["billed_total"]) == (3, ["WR-2026-00002"], "100.00")


def test_a_read_of_another_month_names_it(reconciled):
    found = reconciled(
        GOOD.splitlines()[0] + "\nMercy General,MG3,10/31/2026 11:59 PM,CT HEAD,CT,38.00\n", month="2026-11"
    )
    assert found.status == 1
    assert "October 2026, not issued yet" in found.stdout


def test_what_we_hold_is_told_from_what_we_never_saw(reconciled, october: Path, clock):  # noqa: F811
    held = "mercy-west,MW2,NOSUCH,CT,preliminary,r-rao,2026-10-09T01:00:00-05:00,2026-10-09T01:20:00-05:00\n"
    log(october, clock, mercy.HEADER + held)
    row = "Mercy West,MW2,10/9/2026 1:20 AM,ORBITS,CT,20.00\n"
    assert "we hold it: unknown_exam" in reconciled(GOOD + row).stdout


def test_the_bridge_and_every_item_go_into_a_workbook_and_a_table(reconciled, tmp_path: Path):
    book, table = tmp_path / "r.xlsx", tmp_path / "r.csv"
    twice = GOOD + GOOD.splitlines()[1] + "\n"
    assert reconciled(twice, "--xlsx", str(book), "--csv", str(table)).status == 1
    sheets = openpyxl.load_workbook(book, read_only=True)
    steps = {row[0]: row[3] for row in sheets["Bridge"].iter_rows(min_row=2, values_only=True)}
    assert (steps["their list"], steps["duplicate"], steps["our reads"], steps["as billed"]) == (126, -38, 88, 100)
    sheets.close()
    lines = table.read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == ["class", "duplicate", "matched", "matched", "matched"]


def test_a_list_without_amounts_is_compared_by_units(reconciled):
    without = "\n".join(line.rpartition(",")[0] for line in GOOD.splitlines())
    found = reconciled(without, "--json")
    assert (found.status, found.json["theirs_total"], found.json["matched"]) == (0, None, 3)


def test_a_client_that_nobody_knows_is_refused(reconciled):
    refused = reconciled(GOOD, client="mercey")
    assert refused.status == 2
    assert "did you mean mercy?" in refused.stderr


def test_no_patient_of_the_list_is_told(reconciled, tmp_path: Path):
    named = GOOD.replace("Accession,", "Accession,Patient Name,MRN,").replace(",10/", ",CANARY,C9,10/")
    out = tmp_path / "all.csv"
    found = reconciled(named + "Mercy General,,CANARY,C9,10/9/2026 1:20 AM,ORBITS,CT,x\n", "--csv", str(out))
    assert found.status == 1
    assert "CANARY" not in found.stdout + found.stderr + out.read_text()


def test_one_contract_of_a_client_can_be_compared_alone(reconciled):
    assert reconciled(GOOD, "--contract", "mercy-general").status == 0
    refused = reconciled(GOOD, "--contract", "lakeview")
    assert refused.status == 2
    assert "its contracts are: mercy-general, mercy-west" in refused.stderr
