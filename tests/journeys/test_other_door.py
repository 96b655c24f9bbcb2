"""The demonstration's final reads, from the export of a reading room to a file that a payer's front door takes."""

from pathlib import Path

from tests.reads.claims.x12.semantics import semantic_faults
from tests.reads.claims.x12.words import accepted_by_pyx12

HELD = {
    "HR0200003": ["medicaid_out_of_state"],
    "HR0200006": ["modality_mismatch"],
    "HR0200007": ["final_read_abroad"],
    "HR0200010": ["discrepancy_undocumented"],
}


def test_the_demonstration_shows_the_other_door(run, books):
    """Florida's contractor and Illinois', two Blue plans, and four holds, each with its rule and what to do."""
    folder = books / "demo"
    outcome = run("demo", str(folder), "--json")
    assert outcome.status == 0, outcome.stderr
    (path,) = (folder / "claims").glob("*.837")
    text = path.read_text()
    assert accepted_by_pyx12(text)
    assert semantic_faults(text) == []
    work = run("--books", str(folder), "claims", "check", "--month", "2026-10", "--json").json
    assert {each["accession"]: [reason["code"] for reason in each["reasons"]] for each in work["held"]} == HELD
    assert all(reason["message"] and reason["remedy"] and reason["rule"] and reason["source"]
               for each in work["held"] for reason in each["reasons"])  # fmt: skip
    listed = run("--books", str(folder), "claims", "list", "--json").json
    filed = {(claim["payer"], claim["filing_state"]) for claim in listed}
    assert filed == {
        ("medicare", "FL"),
        ("medicare", "IL"),
        ("bcbs-illinois", "IL"),
        ("bcbs-gulf", "FL"),
        ("harbor-commercial", "IL"),
    }
    tampa = text[text.index("09102") :]
    assert "***23:B:1*" in tampa[: tampa.index("SE*")]
    assert "N4*TAMPA*FL*336020002" in tampa
    assert Path(path).stat().st_mode & 0o077 == 0
