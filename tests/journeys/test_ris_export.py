"""A biller's first evening: a RIS's export, empty books, and nothing held at the end without importing it twice (spec 2.4)."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

GROUP = {
    "name     =": '"Coastal Reads"',
    "npi      =": '"1450000009"',
    "tax_id   =": '"36-1234567"',
    "address  =": '["1 Bay St", "Tampa, FL 33602"]',
    "remit_to =": '["PO Box 1", "Tampa, FL 33602"]',
    "phone    =": '"813-555-0142"',
    "email    =": '"billing@coastal.example"',
    "timezone =": '"America/New_York"',
}
DIRECTORY = {
    "clients": "id,name,address\nsouth,South Hospitals,1 Bay St | Tampa FL 33602\n",
    "facilities": """\
id,client,name,npi,address,city,state,zip,timezone
piedmont-main,south,Piedmont Regional Hospital,1234567893,2 Oak St,Athens,GA,30601,America/New_York
bayfront-main,south,Bayfront Medical Center,1450136001,1 Bay St,Tampa,FL,33602,America/New_York
""",
    "radiologists": """\
id,name,npi
d-kim,David Kim,
s-whitfield,"Whitfield, Susan DO",
p-natarajan,"Natarajan, Priya",
""",
}
CONTRACT = """\
client = "south"
title = "Night reads"
effective = 2026-01-01
[bill]
final = true
addendum = true
[[rates]]
name = "CT"
match = { modality = "CT" }
per_read = "38.00"
[[rates]]
name = "MR"
match = { modality = "MR" }
per_read = "48.00"
[[rates]]
name = "Everything else"
per_read = "12.00"
[[surcharges]]
name = "STAT"
match = { priority = "stat" }
add = "2.00"
"""
HEADER = ("Site", "Acc #", "Procedure Description", "Modality", "Report Status", "Interpreting Physician",
          "Order Priority", "Exam Completed", "Report Signed", "Pt Class")  # fmt: skip
SITES = ("Piedmont Regional Hospital", "Bayfront Medical Center")
READERS = ("Kim, David MD", "Whitfield, Susan DO", "NATARAJAN, PRIYA", "Natarajan, Priya  MD", "Whitfield, Susan D.O.")
EXAMS = {"CT Head w/o Contrast": ("CT", "70450"), "CT Chest/Abd/Pelvis w/": ("CT", "71260+74177"),
         "XR Chest 1V": ("CR", "71045"), "MRI Brain w/o": ("MR", "70551")}  # fmt: skip
STATUSES = ("Wet Read", "Prelim", "Wet Read", "Final", "Prelim")
PRIORITIES = ("Routine", "STAT", "Routine", "Stat")
ROWS = 60


def export():
    """What the RIS saves: a mark, blank lines, repeats, a cancelled read, words of its own, rows that are broken, a total."""
    rows = []
    for number in range(ROWS):
        done = datetime(2026, 10, 1, 22, 5, tzinfo=UTC) + timedelta(hours=11 * number)
        exam = list(EXAMS)[number % 4]
        site = SITES[number % 2]
        reader = READERS[number % 5]
        rows.append([site, f"A{40100 + number}", exam, EXAMS[exam][0], STATUSES[number % 5], reader,
                     PRIORITIES[number % 4], _written(done), _written(done + timedelta(minutes=40)), "ED"])  # fmt: skip
    rows[7][0] = "Bayfront Med Ctr"
    rows[10][5] = "Rossi, Anna MD"
    rows.insert(20, rows[12])
    rows.append([*rows[5][:4], "Cancelled", *rows[5][5:]])
    rows.append([SITES[0], "", *rows[0][2:]])
    rows.append([SITES[0], "A49999", *rows[0][2:8], "", "ED"])
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([HEADER, *rows[:9], [], *rows[9:30], [""] * len(HEADER), *rows[30:]])
    writer.writerow(["Total reads:", str(len(rows)), *[""] * 8])
    return "\ufeff" + text.getvalue()


def _written(at):
    return f"{at.month:02}/{at.day:02}/{at.year} {at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"


@pytest.fixture
def office(run, books, clock):
    """Books of `wetread init`, filled in for the group that the export shows: no exam, no name of the RIS is known."""
    clock.instant = datetime(2026, 12, 1, 15, tzinfo=UTC)
    assert run("init", str(books)).status == 0
    lines = (books / "wetread.toml").read_text().splitlines()
    for number, line in enumerate(lines):
        said = next((value for key, value in GROUP.items() if line.startswith(key)), None)
        lines[number] = f"{line.partition('=')[0]}= {said}" if said else line
    (books / "wetread.toml").write_text("\n".join(lines))
    for name, text in DIRECTORY.items():
        (books / "directory" / f"{name}.csv").write_text(text)
    (books / "contracts" / "example.toml").unlink()
    (books / "contracts" / "south.toml").write_text(CONTRACT)
    (books / "ris.csv").write_text(export(), encoding="utf-8")
    applied = run("apply")
    assert applied.status == 0, applied.stderr
    return books


def test_a_ris_export_comes_into_empty_books_and_nothing_is_held_at_the_end(run, office):
    refused = run("reads", "import", str(office / "ris.csv"))
    assert refused.status == 3
    assert "--guess" in refused.stderr, "a stranger's header names the way on"
    guessed = run("reads", "import", str(office / "ris.csv"), "--guess", "--save", "ris")
    assert "'Bayfront Med Ctr'" in guessed.stdout
    assert "'Rossi, Anna MD'" in guessed.stdout
    told = run("reads", "import", str(office / "ris.csv"), "--profile", "ris", "--json").json
    assert [told[each] for each in ("recorded", "duplicate", "voided", "rejected")] == [60, 1, 1, 2]

    words = run("held", "fix", "--json").json
    proposed = [each["number"] for each in words if each["proposals"]]
    unknown = {each["word"] for each in words if not each["proposals"]}
    assert unknown == EXAMS.keys()
    accepted = [word for number in proposed for word in ("--accept", str(number))]
    said = [word for exam, (_, codes) in EXAMS.items() for word in ("--as", f"{exam}={codes}")]
    fixed = run("held", "fix", *accepted, *said)
    assert fixed.status == 0, fixed.stderr
    assert {reason["code"] for each in run("held", "--json").json for reason in each["reasons"]} == {"unknown_location"}
    readers = ("d-kim", "s-whitfield", "p-natarajan", "anna-rossi")
    seats = [f"{reader},2020-01-01,US,FL,33602-0002,1 Bay St,Tampa,America/New_York\n" for reader in readers]
    header = "radiologist,from,country,state,zip,address,city,timezone\n"
    (office / "directory" / "locations.csv").write_text(header + "".join(seats))
    assert run("apply").status == 0

    assert run("held", "--json").json == []
    again = run("reads", "import", str(office / "ris.csv"), "--profile", "ris", "--json").json
    assert (again["duplicate"], again["rows"]) == (64, 64)
    guessed = run("reads", "import", str(office / "ris.csv"), "--guess").stdout
    assert "lacks" not in guessed, "names.csv counts there too"
    columns = "accession,facility,exam_code,cpt,radiologist,status,priority,signed_at\n"
    night = f"A1,{SITES[0]},CTHEAD,70450,d-kim,Wet Read,stat,2026-10-13 02:11\n"
    unsigned = night.replace("2026-10-13 02:11", "")
    for table, sure in ((night, "nothing is unsure"), (night * 3 + unsigned, "no column is unsure")):
        (office / "night.csv").write_text(columns + table)
        assert sure in run("reads", "import", str(office / "night.csv"), "--guess").stdout.splitlines()
    (draft,) = run("close", "2026-10", "--json").json["invoices"]
    assert draft["total"] == "2060.00", "29 CT, 15 MR and 15 others, and 29 of them on a stat order: 2.00 more"
