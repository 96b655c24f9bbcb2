"""Papers of one shape are laid out once: the first is the form for the others, of which only the texts that differ are set.

What comes out is what a layout of the whole would give, or nothing: a text that breaks into other lines than the form's,
or whose width would move more than its own line, is not taken. For the project's own look; this room's tests print
papers both ways and compare their bytes.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from invoicing.documents.drawn_pages import DrawnPage
from invoicing.documents.markup_texts import MarkupTexts
from invoicing.documents.repeated_frames import anchor_of
from invoicing.documents.set_lines import LaidOut, SetText, set_texts

_META = re.compile(r'<meta name="([^"]*)" content=')


class PageForm:
    """One document of the project's own look, with the texts that it was last filled in with."""

    def __init__(self, document: Any, laid_out: LaidOut, texts: MarkupTexts) -> None:
        self._document = document
        self._pages = list(map(copy.copy, document.pages))
        self._drawn = list(map(DrawnPage, self._pages))
        self._metadata = copy.copy(document.metadata)
        self._colors = dict(document.color_profiles)
        self._context = laid_out.context
        self._texts = texts
        self._takes: Mapping[int, list[SetText]] | None = None

    def painted_once(self, pages: Iterable[Any]) -> None:
        """Has these pages, which are the form's, painted so that what is drawn serves the next that are filled in."""
        for page, drawn in zip(pages, self._drawn, strict=True):
            page.paint = drawn.paint

    def filled(self, texts: MarkupTexts) -> Any | None:
        """The document with texts of the same shape; None where the form can't take them, and then it is what it was."""
        if self._takes is None:
            self._takes = self._understood()
        pairs = zip(self._texts.texts, texts.texts, strict=True)
        words = {number: now for number, (before, now) in enumerate(pairs) if before != now}
        if not words.keys() <= self._takes.keys() or not self._set(words):
            return None
        named = dict(zip(self._texts.values("data-what"), texts.values("data-what"), strict=True))
        for said in self._said_under_pages():
            said[:] = [named.get(text, text) for text in said]
        self._texts = texts
        for number, page in enumerate(self._pages, 1):
            _print_margins(self._context, number, page._page_box)  # noqa: SLF001  it gives the boxes nowhere else
        return self._document_of(texts)

    def _understood(self) -> dict[int, list[SetText]]:
        """For each text that may differ all that is set from it; nothing where the document says more than its texts."""
        if not self._says_its_texts() or not all(_is_of_given_widths(page._page_box) for page in self._pages):  # noqa: SLF001
            return {}
        found: dict[int, list[SetText]] = defaultdict(list)
        under_pages = {text for said in self._said_under_pages() for text in said}
        unsure = {number for number, text in enumerate(self._texts.texts) if text in under_pages}
        for page in self._pages:
            unsure |= _numbers_outside_of_lines(page._page_box)  # noqa: SLF001
        for each in set_texts([page._page_box for page in self._pages]):  # noqa: SLF001
            if not each.comes_out_again(self._context):
                unsure |= each.numbers()
            for number in each.numbers():
                found[number].append(each)
        return {number: sets for number, sets in found.items() if number not in unsure}

    def _says_its_texts(self) -> bool:
        """Whether title, author, dates, bookmarks and what is printed under pages are as the markup has them."""
        metadata = _metadata(self._texts, self._metadata)
        known = {*self._texts.texts, *self._texts.values("data-what")}
        labels = [label for page in self._pages for _, label, _, _ in page.bookmarks]
        return (
            metadata is not None
            and vars(metadata) == vars(self._metadata)
            and all(known.issuperset(said) for said in self._said_under_pages())
            and tuple(labels) == self._texts.bookmarks
        )

    def _said_under_pages(self) -> list[list[str]]:
        """The strings that are set for margins, name by name and page by page, as WeasyPrint holds them."""
        return [said for pages in self._context.string_set.values() for said in pages.values()]

    def _set(self, words: Mapping[int, str]) -> bool:
        """Sets the lines of these texts; False, and none is set, where one can't be."""
        takes = self._takes or {}
        touched = list({id(each): each for number in words for each in takes[number]}.values())
        for each in touched:
            each.put_words(words)
        made = [each.again(self._context) for each in touched]
        if None in made:
            for each in touched:
                each.put_words({number: self._texts.texts[number] for number in words})
            return False
        for each, lines in zip(touched, made, strict=True):
            each.put(lines or [])
        return True

    def _document_of(self, texts: MarkupTexts) -> Any:
        """A document of the form's pages, to be written once."""
        labels, anchors = iter(texts.bookmarks), iter(texts.values("id"))
        pages = []
        for page in self._pages:
            filled = copy.copy(page)
            filled.bookmarks = [(level, next(labels), place, state) for level, _, place, state in page.bookmarks]
            frame = anchor_of(page)
            filled.anchors = {next(anchors) if name == frame else name: at for name, at in page.anchors.items()}
            pages.append(filled)
        self.painted_once(pages)
        document = copy.copy(self._document)
        document.pages, document.fonts = pages, {}
        document.metadata, document.color_profiles = _metadata(texts, self._metadata), dict(self._colors)
        return document


def _metadata(texts: MarkupTexts, like: Any) -> Any | None:
    """The metadata that the markup gives; None where it gives more than is known of here."""
    made = copy.copy(like)
    made.title = texts.title
    given = dict(zip(_META.findall(texts.shape), texts.values("content"), strict=True))
    made.authors = [given.pop("author")] if "author" in given else []
    made.created, made.modified = given.pop("dcterms.created", None), given.pop("dcterms.modified", None)
    return None if given else made


def _is_of_given_widths(box: Any) -> bool:
    """Whether no box below is as wide as its text asks for, nor stands where others put it."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, boxes.MarginBox):
        return True
    other = (AbsolutePlaceholder, boxes.InlineBlockBox, boxes.FlexContainerBox, boxes.GridContainerBox)
    if isinstance(box, other) or (box.is_floated() and box.style["width"] == "auto"):
        return False
    if isinstance(box, boxes.TableBox) and (box.style["table_layout"], box.style["width"] == "auto") != (
        "fixed",
        False,
    ):
        return False
    return all(map(_is_of_given_widths, getattr(box, "children", ())))


def _numbers_outside_of_lines(box: Any) -> set[int]:
    """The numbers of texts that stand in no line of which is known what it was set from."""
    if hasattr(box, "set_from"):
        return set()
    own = {box.text_number} if hasattr(box, "text_number") else set()
    return own.union(*map(_numbers_outside_of_lines, getattr(box, "children", ())))


def _print_margins(context: Any, number: int, page: Any) -> None:
    """Makes the margins of a page anew, which say the paper's number and how many pages there are."""
    from weasyprint import layout
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.layout.background import layout_box_backgrounds

    inside = [child for child in page.children if not isinstance(child, MarginBox)]
    if len(inside) == len(page.children):
        return
    context.current_page = number
    margins = list(layout.make_margin_boxes(context, page, context.page_maker[number][3]))
    for box in margins:
        layout_box_backgrounds(page, box, context.get_image_from_uri)
    page.children = (*inside, *margins)
