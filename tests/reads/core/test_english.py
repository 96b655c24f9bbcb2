"""Messages are English."""

import pytest

from reads.core.english import counted, did_you_mean, listed, verb_for


@pytest.mark.parametrize(
    "number, noun, said",
    [
        (1, "read", "1 read"),
        (0, "read", "0 reads"),
        (1200, "study", "1,200 studies"),
        (2, "day", "2 days"),
        (2, "class", "2 classes"),
        (2, "match", "2 matches"),
    ],
)
def test_things_are_counted(number: int, noun: str, said: str):
    assert counted(number, noun) == said


def test_an_irregular_plural_is_given():
    assert counted(2, "person", "people") == "2 people"
    assert verb_for(1, "is", "are") == "is"
    assert verb_for(0, "is", "are") == "are"


@pytest.mark.parametrize(
    "words, said", [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_have_their_last_word(words: list[str], said: str):
    assert listed(words) == said


def test_a_near_word_is_proposed_whatever_its_case_else_all_that_there_are():
    assert did_you_mean("clinet", ["client", "title"]) == "did you mean `client`?"
    assert did_you_mean("CLIENT", ["client", "title"]) == "did you mean `client`?"
    assert did_you_mean("xyz", ["client", "title"]) == "one of: client, title"
    assert did_you_mean("xyz", []) == "there are none yet"
