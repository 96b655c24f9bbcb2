"""452 messages of a real system, with batches and messages of others: every one is accounted for."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import hl7

from reads.intake.candidate import Status
from reads.intake.hl7.decoding import decoded
from reads.intake.hl7.message import Message
from reads.intake.hl7.pieces import Pieces
from reads.intake.profiles.hl7 import Hl7Profiles
from tests.reads.directories import NOWHERE
from tests.reads.intake.hl7.messages import candidates, profile


def ends(folder, profiles=None):
    found: Counter[str] = Counter()
    for path in sorted(folder.iterdir()):
        for each in candidates(path.read_bytes(), profiles, NOWHERE):
            if each.content:
                found[each.read.read_type.value] += 1
            elif each.status is Status.READ:
                found[each.findings[0].code] += 1
            else:
                found[each.status.value] += 1
    return found


def test_the_real_folder(shared_data):
    """55 are older than the year 2000, 14 say nowhere how far they have come, two files hold no message."""
    assert ends(shared_data("hl7/scout")) == {
        "preliminary": 207,
        "final": 174,
        "time_too_early": 55,
        "no_status": 14,
        "not_a_message": 1,
        "no_message": 1,
    }


def test_batches_good_and_bad_and_messages_that_begin_with_a_mark(shared_data):
    assert ends(shared_data("hl7/other")) == {
        "not_a_read_yet": 21,
        "not_a_message": 7,
        "missing": 2,
        "statuses_disagree": 1,
    }


def test_with_a_profile_their_readers_are_those_of_its_fields(shared_data):
    found = profile('kind = "hl7"\n[fields]\nradiologist = ["OBR-32", "OBR-33"]\naccession = "OBR-3"')
    assert isinstance(found, Hl7Profiles)
    for path in sorted(shared_data("hl7/scout").glob("extraction_*")):
        for each in candidates(path.read_bytes(), found, NOWHERE):
            assert each.content is None or (each.read.radiologist and each.read.accession.isalnum())


def test_real_messages_are_split_as_python_hl7_splits_them(shared_data):
    split = 0
    for path in sorted(shared_data("hl7/scout").iterdir()):
        for piece in Pieces(BytesIO(path.read_bytes()), path.name):
            if not piece.is_message:
                continue
            text = decoded(bytes(piece.data))
            theirs = [[str(field) for field in segment] for segment in hl7.parse(text) if str(segment)]
            assert [segment.fields for segment in Message.of(text).segments] == theirs
            split += 1
    assert split > 400
