"""Names of readers as sources write them: one person in any spelling, and never another one of a like name (spec 2.4)."""

from __future__ import annotations

import unicodedata

import pytest

from reads.directory.directory import Directory
from reads.directory.model import Radiologist

READERS = Directory.of(
    radiologists=[
        Radiologist("keller", "Keller, Jonas", "1450123702"),
        Radiologist("rao", "Rao, Vikram", "1450086594"),
        Radiologist("smith-m", "Smith, John M"),
        Radiologist("smith-jr", "Smith, Robert Jr"),
        Radiologist("kim", "David Kim"),
        Radiologist("kim-sr", "David Kim Sr."),
        Radiologist("munoz", "Muñoz, José"),
        Radiologist("obrien", "O'Brien, Liam"),
        Radiologist("lee-1", "Lee, Min"),
        Radiologist("lee-2", "Lee, Min"),
    ]
)


def meant(word: str) -> str:
    found = READERS.radiologist(word)
    return found.id if found else ""


@pytest.mark.parametrize(
    ("word", "reader"),
    [
        ("Keller, Jonas, M.D., Ph.D.", "keller"),
        ("KELLER JONAS M D", "keller"),
        ("Keller, Jonas MD, FRANZCR", "keller"),
        ("John M. Smith MD", "smith-m"),
        ("Smith Jr, Robert", "smith-jr"),
        ("Robert Smith", "smith-jr"),
        ("Kim, David", "kim"),
        ("KIM, DAVID SR MD", "kim-sr"),
        ("Jose Munoz MD", "munoz"),
        (unicodedata.normalize("NFD", "Muñoz, José"), "munoz"),
        ("O’Brien, Liam", "obrien"),
        ("LIAM OBRIEN", "obrien"),
        ("O Brien, Liam", "obrien"),
        ("1450123702 - Keller, Jonas", "keller"),
        ("NPI 1450123702", "keller"),
        ("1450123702.0", "keller"),
    ],
)
def test_one_person_is_known_in_any_spelling(word: str, reader: str):
    assert meant(word) == reader


@pytest.mark.parametrize(
    "word",
    [
        "Smith, John D",
        "Smith, John A",
        "Smith, Robert Sr",
        "Smith, Robert III",
        "Keller, Jonas M",
        "Min Lee MD",
        "1450086594 Keller, Jonas",
        "1450086594 Kellerman, Jo",
        "Keller, Jonas / Rao, Vikram",
    ],
)
def test_another_person_of_a_like_name_is_not_taken_for_the_reader(word: str):
    assert meant(word) == ""
