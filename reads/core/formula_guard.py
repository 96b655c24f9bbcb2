"""What a spreadsheet would run: the one owner of which texts begin like a formula, and of how a CSV marks them (spec 7)."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""OWASP, CSV injection; a file's own figures are no texts, and stay as they are."""


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet runs: with an apostrophe before it where it begins like a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
