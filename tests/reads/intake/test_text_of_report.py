"""A final whose own text says that it is preliminary: a claim could be made of it."""

from __future__ import annotations

from base64 import b64encode

import pytest

from reads.intake.candidate import Status
from reads.intake.text_of_report import says_preliminary
from tests.reads.intake.fhir.reports import bundle
from tests.reads.intake.fhir.reports import report as fhir
from tests.reads.intake.fhir.test_file import PROFILE, one, reads
from tests.reads.intake.hl7.messages import candidates, message, only, profile, report

RADREPORT = """PRELIMINARY REPORT, NOT REVIEWED BY ATTENDING
EXAM: CT HEAD
FINDINGS: No fracture.
IMPRESSION: No acute finding. Preliminary read, final report to follow.
"""
"""As radreport 0.4.0 writes it under the status final."""


@pytest.mark.parametrize(
    "text",
    [
        RADREPORT,
        "ADA MORENO, M.D.\n\n********PRELIMINARY REPORT********\nFINDINGS: none",
        "Report status: Preliminary",
        "This is a preliminary report.",
        "WET READ",
        "No acute finding. Final report to follow.",
    ],
)
def test_a_heading_or_a_promise_says_preliminary(text):
    assert says_preliminary([text])


@pytest.mark.parametrize(
    "text",
    [
        "Preliminary report was called at 3:00\nFINDINGS: none",
        "Comparison: preliminary report of Tuesday",
        "FINDINGS: none\nPRELIMINARY READ: no bleed",
        "PRELIMINARY REPORT: no bleed\nFINAL REPORT: agree",
        "********FINAL REPORT********\nPRELIMINARY REPORT: no bleed",
        "ADDENDUM: the final report to follow was dictated\nPRELIMINARY REPORT",
        "Wet reading room",
        "",
    ],
)
def test_a_final_that_speaks_of_a_preliminary_read_is_a_final(text):
    assert not says_preliminary([text])


def form(text: str, kind: str = "text/plain") -> list[dict[str, str]]:
    return [{"contentType": kind, "data": b64encode(text.encode()).decode()}]


@pytest.mark.parametrize(
    "said",
    [
        {"presentedForm": form(RADREPORT)},
        {"presentedForm": form("<h1>Preliminary report</h1><p>None.</p>", "text/html; charset=utf-8")},
        {"conclusion": "Preliminary read: no bleed"},
        {"text": {"status": "generated", "div": "<div><b>PRELIMINARY</b><br/>none</div>"}},
    ],
)
@pytest.mark.parametrize("status", ["final", "amended"])
def test_a_fhir_final_that_is_headed_as_preliminary_waits_with_the_reason(said, status):
    found = one(status=status, **said)
    assert (found.content, [each.code for each in found.findings]) == (None, ["statuses_disagree"])
    assert f"the report's status is {status}, and its text says that it is preliminary" == found.findings[0].message
    assert not any("bleed" in kept for kept in found.raw.values())


def test_a_fhir_wet_read_headed_so_is_recorded_and_a_profile_may_ignore_the_text():
    assert one(presentedForm=form(RADREPORT)).read.read_type == "preliminary"
    own = PROFILE.replace("\n", "\nignore_text = true\n", 1)
    [found] = reads(bundle(fhir(status="final", presentedForm=form(RADREPORT))), own)
    assert found.read.read_type == "final"


def headed(status: str, lines: str = "") -> str:
    return report(status, lines).replace("nothing acute", "A. MORENO, M.D.~~****PRELIMINARY REPORT****~none")


def test_an_hl7_final_that_is_headed_as_preliminary_waits_with_the_reason():
    found = only(message(headed("F")))
    assert (found.content, [each.code for each in found.findings]) == (None, ["statuses_disagree"])


def test_a_wet_read_a_line_made_final_and_a_profile_that_ignores_the_text_count_as_their_status_says():
    assert only(message(headed("P"))).read.read_type == "preliminary"
    assert only(message(headed("P", "U"))).read.read_type == "final"
    [found] = candidates(message(headed("F")), profile('kind = "hl7"\nignore_text = true\n'))
    assert (found.status, found.read.read_type) == (Status.READ, "final")
