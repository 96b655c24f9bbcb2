"""Times as programs print them, read by their patterns."""

import pytest

from reads.intake.time_patterns import NotAPattern, WrittenTime


@pytest.mark.parametrize(
    "pattern, text, iso",
    [
        ("M/D/YYYY h:mm AM", "10/3/2026 6:12 pm", "2026-10-03T18:12:00"),
        ("M/D/YYYY h:mm AM", "10/3/2026 12:05 A.M.", "2026-10-03T00:05:00"),
        ("M/D/YYYY h:mm[:ss][ ]AM", "10/3/2026 12:05:09PM", "2026-10-03T12:05:09"),
        ("D.M.YYYY H:mm", "3.10.2026 6:12", "2026-10-03T06:12:00"),
        ("D-MMM-YY HH:mm", "03-OCT-26 06:12", "2026-10-03T06:12:00"),
        ("YYYYMMDDHHmm[ss]", "202610030612", "2026-10-03T06:12:00"),
        ("YYYYMMDDHHmm[ss]", "20261003061244", "2026-10-03T06:12:44"),
        ("M/D/YYYY H:mm Z", "10/3/2026 6:12 EDT", "2026-10-03T06:12:00-04:00"),
        ("M/D/YYYY H:mm Z", "10/3/2026 6:12 -0500", "2026-10-03T06:12:00-05:00"),
        ("DDD, MMM D, YYYY h:mm AM", "Sat, Oct 3, 2026 6:12 AM", "2026-10-03T06:12:00"),
        ("M/D/YYYY H:mm:ss", "10/3/2026 6:12:44.123", "2026-10-03T06:12:44"),
        ("M/D/YYYY h:mm AM", "10/3/2026 18:12 PM", None),
        ("M/D/YYYY h:mm AM", "10/3/26 6:12 PM", None),
        ("M/D/YYYY H:mm Z", "10/3/2026 6:12 XYZ", None),
        ("M/D/YYYY H:mm", "", None),
    ],
)
def test_a_text_is_read_by_its_pattern_or_not_at_all(pattern, text, iso):
    assert WrittenTime.of(pattern).iso(text) == iso


@pytest.mark.parametrize(
    "pattern, why",
    [
        ("M/D/YYYY", "lacks"),
        ("D/M/YYYY h:mm", "h goes with AM"),
        ("M/M/D/YYYY H:mm", "twice"),
        ("[M/D/YYYY H:mm", "bracket"),
        ("", "lacks"),
    ],
)
def test_a_pattern_that_can_tell_no_time_is_refused(pattern, why):
    with pytest.raises(NotAPattern, match=why):
        WrittenTime.of(pattern)
