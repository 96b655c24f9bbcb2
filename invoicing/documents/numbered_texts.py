"""The texts of a document's boxes by their number among the texts of its markup, and other words put in their place."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from invoicing.documents.markup_texts import one_spaced


def number_texts(root: Any, body: Any, texts: Sequence[str]) -> None:
    """Numbers the boxes that print the texts; a box has no number where it isn't sure which text it prints.

    `root` has the boxes before their layout, `body` is the element that they are of.
    """
    numbers: dict[int, Iterator[int]] = {}
    of_element: dict[int, list[int]] = defaultdict(list)
    found = list(_texts_of(body))
    if [words for _, words in found] != list(texts):
        return
    for number, (element, _) in enumerate(found):
        of_element[id(element)].append(number)
    for box in root.descendants():
        words = getattr(box, "text", "").strip(" ")
        own = numbers.setdefault(id(box.element), iter(of_element[id(box.element)]))
        for number in itertools.islice(own, 1 if words else 0):
            if _as_printed(box, texts[number]) == words:
                before, after = box.text.split(words, 1)
                box.text_number, box.around_text = number, (before, after)


def put_words(box: Any, words: str) -> None:
    """Has a numbered box print other words, in the same space and case."""
    before, after = box.around_text
    box.text = f"{before}{_as_printed(box, words)}{after}"


def _texts_of(element: Any) -> Iterator[tuple[Any, str]]:
    """Each text in an element with the element whose own it is, in the order of the markup."""
    if words := one_spaced(element.text or ""):
        yield element, words
    for child in element:
        yield from _texts_of(child)
        if words := one_spaced(child.tail or ""):
            yield element, words


def _as_printed(box: Any, words: str) -> str:
    from weasyprint.formatting_structure.text import transform

    case = box.style["text_transform"]
    language = (box.style["lang"] or "").split("-")[0].lower()
    return words if case == "none" else str(transform(case, words, language))
