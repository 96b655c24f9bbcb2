"""payers/rules.toml: every fault with its line and remedy; what is right is kept version by version."""

from pathlib import Path

import pytest

from reads.directory.payer_rules_file import read_rules
from tests.conftest import Run
from tests.reads.directory.written import write

GOOD = """\
[[rules]]
id         = "ne-blue"
check      = "dos_basis"
kind       = "bcbs"
state      = "NE"
value      = "exam"
from       = 2022-01-01
source     = "RP-P-001"
confidence = "verified"
"""


def test_a_rule_is_read():
    read = read_rules(GOOD.encode(), "rules.toml")
    assert read.findings == ()
    (rule,) = read.rules
    assert (rule.id, rule.value, rule.state, str(rule.starts)) == ("ne-blue", "exam", "NE", "2022-01-01")
    assert list(read.contents) == ["ne-blue/2022-01-01"]


def test_no_file_is_no_rule():
    assert read_rules(b"", "rules.toml").rules == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('"exam"', '"yesterday"', "wrong_form", 6),
        ('"dos_basis"', '"dos"', "unknown_check", 3),
        ('"bcbs"', '"blue"', "wrong_form", 4),
        ('"verified"', '"sure"', "wrong_form", 9),
        ("2022-01-01", '"soon"', "wrong_form", 7),
        ('source     = "RP-P-001"\n', "", "missing_key", 1),
        ("state      =", "sate       =", "unknown_key", 5),
        ('check      = "dos_basis"\nkind       = "bcbs"\nstate      = "NE"\nvalue      = "exam"',
         'check = "timely_filing"\nvalue = "a year"', "wrong_form", 4),
    ],
)  # fmt: skip
def test_a_fault_has_its_line_and_remedy(old, new, code, line):
    (finding,) = read_rules(GOOD.replace(old, new).encode(), "payers/rules.toml").findings
    assert (finding.code, finding.where.file, finding.where.line) == (code, "payers/rules.toml", line)
    assert finding.remedy


def test_the_same_rule_from_the_same_day_twice_is_one_too_many():
    findings = read_rules((GOOD + GOOD).encode(), "rules.toml").findings
    assert [finding.code for finding in findings] == ["duplicate"]
    later = GOOD.replace("2022-01-01", "2026-01-01").replace('"exam"', '"interpretation"')
    assert len(read_rules((GOOD + later).encode(), "rules.toml").rules) == 2


@pytest.mark.parametrize("text", [b"[[rules]", b"\xff\xfe", b"rules = 1\n[x]", b"[[rules]]\n", b"rules = [1]"])
def test_whatever_the_file_holds_it_is_findings(text):
    assert read_rules(text, "rules.toml").findings


FILING = """\
[[rules]]
id = "il-filing"
check = "timely_filing"
payer = "medicare-il"
value = "180"
source = "a letter"
confidence = "verified"
"""


def test_rules_of_payers_that_are_gone_are_called_by_the_name_of_their_file(books: Path, run: Run):
    write(books, {"payers/rules.toml": FILING})
    assert run("apply").status == 0
    (books / "payers" / "rules.toml").unlink()
    refused = run("apply")
    assert "payers/rules.toml: the file is gone, and 1 row of it is loaded" in refused.stderr
    assert "header" not in refused.stderr
