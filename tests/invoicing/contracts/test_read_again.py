"""A text that was applied is read again in two halves: it says what it says as a whole, and contracts of one body share their clauses."""

from pathlib import Path

import pytest

from invoicing.contracts.file.contract_file import read_contract, read_terms_again

ROOT = Path(__file__).parents[3]
TEXTS = sorted(
    [*(ROOT / "tests/data/contracts").glob("*.toml"), *(ROOT / "invoicing/demo/books/contracts").glob("*.toml")]
)
HEAD = 'client = "mercy"\neffective = 2026-01-01\n'
RATE = '[[rates]]\nname = "CT"\nper_read = "38.00"\n'


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_contract_says_the_same_in_two_halves(path: Path):
    text = path.read_text()
    assert read_terms_again(path.stem, text) == read_contract(path.stem, text, path.name)[0] is not None


def test_contracts_with_the_same_sections_have_the_same_clauses():
    one = read_terms_again("one", HEAD + RATE)
    other = read_terms_again("other", HEAD.replace("mercy", "lakeview") + RATE)
    assert one is not None
    assert other is not None
    assert (one.client, other.client) == ("mercy", "lakeview")
    assert one.rates is other.rates


@pytest.mark.parametrize(
    "text",
    [
        HEAD + 'minimum.monthly = "100.00"\n' + RATE,
        HEAD + 'title = """Nights\n[and days]"""\n' + RATE,
        HEAD + "facilities = [\n[],\n]\n" + RATE,
        HEAD + RATE + 'per_reed = "38.00"\n',
        HEAD + RATE + "[client]\n",
        HEAD + RATE.replace("38.00", "38.001.1"),
        HEAD + "effective = 2026-01-01\n" + RATE,
        HEAD + "until = 2025-01-01\n" + RATE,
        HEAD + "[[rates]\n",
        "[[rates]]\n",
        HEAD,
        "",
    ],
)
def test_what_is_wrong_or_not_in_two_halves_is_left_to_the_whole(text: str):
    assert read_terms_again("nights", text) is None
