"""A change that alters what issued months cost is shown month by month, and refused without --reprice (spec 1)."""

from pathlib import Path

import pytest

from tests.conftest import Reach, Run
from tests.invoicing.closing import night
from tests.reads.fees.cms import csv_file

OCTOBER = """
mercy A1 CTHEAD preliminary sam 2026-10-03T06:00Z 2026-10-03T06:12Z
grace B1 CTHEAD preliminary sam 2026-10-03T06:00Z 2026-10-03T06:12Z
"""


@pytest.fixture
def issued(books: Path, run: Run, reach: Reach) -> Run:
    """October, issued: 38.00 under mercy-2026, 12.00 under grace-2026; on both databases."""

    def october() -> None:
        night.write_books(books, run)
        night.bring(books, run, OCTOBER)
        assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0

    reach("night_issued", october)
    return run


def edit(books: Path, name: str, old: str, new: str) -> None:
    path = books / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_rate_edited_in_place_is_refused_with_the_months_it_changes(issued: Run, books: Path):
    edit(books, "contracts/mercy-2026.toml", '"38.00"', '"40.00"')
    refused = issued("apply", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "reprices_issued")
    assert [each["message"] for each in refused.json["error"]["problems"]] == [
        "mercy-2026, October 2026: 38.00 → 40.00 (+2.00 USD)"
    ]
    assert issued("apply", "--dry-run", "--json").json["changed"]


@pytest.mark.parametrize("options", [(), ("--reprice",), ("--dry-run",)])
def test_a_contract_with_issued_months_keeps_its_name(issued: Run, books: Path, options: tuple[str, ...]):
    """Renamed it would be another contract, and October would be billed a second time under it."""
    (books / "contracts" / "mercy-2026.toml").rename(books / "contracts" / "mercy-night.toml")
    refused = issued("apply", *options, "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "issued_under")
    assert [(each["file"], each["message"]) for each in refused.json["error"]["problems"]] == [
        ("contracts/mercy-2026.toml", "mercy-2026: issued are 2026-10")
    ]
    issued("close", "2026-10", "--issue", "--jobs", "1")
    assert len(issued("invoice", "list", "--json").json) == 2


def test_with_reprice_it_is_loaded_and_the_difference_is_open(issued: Run, books: Path):
    edit(books, "contracts/mercy-2026.toml", '"38.00"', '"40.00"')
    applied = issued("apply", "--reprice", "--json").json
    assert applied["repriced"] == [
        {
            "contract": "mercy-2026",
            "month": "2026-10",
            "before": "38.00",
            "after": "40.00",
            "unpriced": {},
            "held": {},
            "gone": 0,
        }
    ]
    (memo,) = issued("invoice", "adjust", "mercy-health", "2026-10", "--json").json["memos"]
    assert (memo["kind"], memo["total"]) == ("debit_memo", "2.00")


def test_a_dry_run_shows_the_months(issued: Run, books: Path):
    edit(books, "contracts/grace-2026.toml", '"12.00"', '"10.00"')
    assert "grace-2026, October 2026: 12.00 → 10.00 (-2.00 USD)" in issued("apply", "--dry-run").stdout


def test_a_change_of_rates_to_come_and_of_what_prices_nothing_is_loaded_as_ever(issued: Run, books: Path):
    edit(
        books,
        "contracts/mercy-2026.toml",
        '[[rates]]\nname     = "CT head"',
        '[[rates]]\nname     = "CT head, new"\nfrom = 2026-11-01\nper_read = "41.00"\n[[rates]]\nname     = "CT head"',
    )
    edit(books, "directory/clients.csv", "12 Elm St", "14 Elm St")
    applied = issued("apply", "--json")
    assert (applied.status, applied.json["repriced"]) == (0, [])


def test_an_exam_mapped_anew_is_refused(issued: Run, books: Path):
    """The exam loses its name in the rate's match: held now, it would be given back."""
    edit(books, "directory/exams.csv", "*,CTHEAD,70450,CT\n", "mercy,XCTHEAD,70450,CT\ngrace,CTHEAD,70450,CT\n")
    refused = issued("apply", "--json")
    assert [each["message"] for each in refused.json["error"]["problems"]] == [
        "mercy-2026, October 2026: 38.00 → 0.00 (-38.00 USD); 1 read held (unknown_exam)"
    ]
    agreed = issued("apply", "--reprice", "--json")
    assert agreed.status == 1
    (month,) = agreed.json["repriced"]
    assert (month["held"], month["unpriced"], month["gone"]) == ({"unknown_exam": 1}, {}, 0)


def test_a_read_that_a_change_takes_out_of_the_month_is_counted(issued: Run, books: Path):
    path = books / "contracts" / "mercy-2026.toml"
    path.write_text(path.read_text() + "\n[bill]\npreliminary = false\noverread = true\n")
    refused = issued("apply", "--json")
    messages = [each["message"] for each in refused.json["error"]["problems"]]
    assert "mercy-2026, October 2026: 38.00 → 0.00 (-38.00 USD); 1 read no longer in it" in messages


def test_a_release_imported_late_is_refused_where_reads_without_a_price_get_one(
    issued: Run, books: Path, tmp_path: Path
):
    night.bring(books, issued, "mercy A2 CTABD preliminary sam 2026-10-04T06:00Z 2026-10-04T06:12Z")
    path = tmp_path / "PPRRVU2026_Oct_nonQPP.csv"
    path.write_bytes(csv_file(["74177 26 A 1.77 1"], month="Oct"))
    refused = issued("fees", "import", str(path), "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "reprices_issued")
    assert issued("fees", "list", "--json").json == []
    assert issued("fees", "import", str(path), "--reprice").status == 0


def test_another_currency_is_refused_once_a_month_is_issued(issued: Run, books: Path):
    edit(books, "contracts/grace-2026.toml", "month_by", 'currency = "EUR"\nmonth_by')
    refused = issued("apply", "--reprice", "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "currency_changed")


def test_another_client_is_refused_once_a_month_is_issued(issued: Run, books: Path):
    """Mercy still owes October; Grace would get its credits and late reads."""
    edit(books, "directory/clients.csv", "mercy-health,Mercy", "other,Other Health,1 Oak St\nmercy-health,Mercy")
    edit(books, "directory/facilities.csv", "mercy,mercy-health", "mercy,other")
    edit(books, "contracts/mercy-2026.toml", 'client     = "mercy-health"', 'client     = "other"')
    for options in ((), ("--reprice",), ("--dry-run",)):
        refused = issued("apply", *options, "--json")
        assert (refused.status, refused.json["error"]["code"]) == (3, "client_changed")
        assert "`until`" in refused.json["error"]["remedy"]


def test_other_facilities_of_an_issued_contract_need_a_word_though_no_read_moves(issued: Run, books: Path):
    north = "north,mercy-health,North,1234567893,14 Elm St,Springfield,IL,62701,America/Chicago\ngrace,"
    edit(books, "directory/facilities.csv", "grace,", north)
    edit(books, "contracts/mercy-2026.toml", '["mercy"]', '["mercy", "north"]')
    refused = issued("apply", "--json")
    assert (refused.status, [each["code"] for each in refused.json["error"]["problems"]]) == (3, ["facilities_changed"])
    assert "--reprice" in refused.json["error"]["remedy"]
    assert issued("apply", "--reprice").status == 0


def test_under_a_minimum_a_changed_price_is_listed_though_the_total_stays(issued: Run, books: Path):
    """38.00 topped up to 100.00; at 40.00 the lines and the accounts move, and nothing in all."""
    path = books / "contracts" / "mercy-2026.toml"
    path.write_text(path.read_text() + '\n[minimum]\nmonthly = "100.00"\n')
    assert issued("apply", "--reprice").status == 0
    edit(books, "contracts/mercy-2026.toml", '"38.00"', '"40.00"')
    refused = issued("apply", "--json")
    assert refused.status == 3
    (problem,) = refused.json["error"]["problems"]
    assert problem["message"].startswith("mercy-2026, October 2026: 100.00 → 100.00 (0.00 USD), of it ")
    assert "38.00 → 40.00" in problem["message"]
    assert "Monthly minimum 62.00 → 60.00" in problem["message"]


def test_a_rate_that_only_has_another_name_is_loaded(issued: Run, books: Path):
    edit(books, "contracts/mercy-2026.toml", 'name     = "CT head"', 'name     = "Head CT"')
    assert issued("apply", "--json").json["repriced"] == []


def test_a_month_whose_reads_lose_their_price_says_why(issued: Run, books: Path):
    """Percent of Medicare without a release of CMS: agreed to as it stands, the whole month would be given back."""
    percent = 'medicare_percent = "100"\nlocality = "06102-16"'
    edit(books, "contracts/mercy-2026.toml", 'per_read = "38.00"', percent)
    refused = issued("apply", "--json")
    assert [each["message"] for each in refused.json["error"]["problems"]] == [
        "mercy-2026, October 2026: 38.00 → 0.00 (-38.00 USD); 1 read without a price (no_release)"
    ]


GPCI = "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2026 PW GPCI,2026 PE GPCI,2026 MP GPCI\n"


def test_corrected_indices_of_a_locality_are_billed_as_the_difference_of_the_months_that_had_them(
    database: str, books: Path, run: Run, clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """A year's GPCI file came twice, the second time with other indices: what October costs by now is on November's paper."""
    monkeypatch.setenv("WETREAD_DATABASE_URL", database)
    night.write_books(books, run)
    percent = 'medicare_percent = "100"\nlocality = "06102-16"'
    edit(books, "contracts/mercy-2026.toml", 'per_read = "38.00"', percent)
    assert run("apply").status == 0
    release, indices = tmp_path / "PPRRVU2026_Oct_nonQPP.csv", tmp_path / "GPCI2026.csv"
    release.write_bytes(csv_file(["70450 26 A 0.85 1"], month="Oct"))
    indices.write_text(GPCI + "06102,IL,16,CHICAGO,1.000,1.000,1.000\n")
    assert run("fees", "import", str(release), str(indices)).status == 0
    night.bring(books, run, OCTOBER)
    assert run("close", "2026-10", "--issue", "--jobs", "1").status == 0
    before = run("explain", "A1", "--json").json[0]["charge"]
    indices.write_text(GPCI + "06102,IL,16,CHICAGO,2.000,2.000,2.000\n")
    refused = run("fees", "import", str(indices), "--json")
    assert (refused.status, refused.json["error"]["code"]) == (3, "reprices_issued")
    assert run("fees", "import", str(indices), "--reprice").status == 0
    (paper,) = (
        each
        for each in run("close", "2026-11", "--early", "--json").json["invoices"]
        if each["contract"] == "mercy-2026"
    )
    assert [(each["kind"], each["amount"]) for each in paper["lines"]] == [("prior", before)]
