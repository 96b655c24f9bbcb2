"""The documents of papers in the project's own look, laid out anew or filled into the form of one that was like it.

Forms are kept for each thread: WeasyPrint's boxes and fonts are nobody's but the thread's that made them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from invoicing.documents.loaded_styles import LoadedStyles
from invoicing.documents.markup_texts import MarkupTexts, cut
from invoicing.documents.page_forms import PageForm
from invoicing.documents.repeated_frames import count_left_out, leave_out, put_in
from invoicing.documents.set_lines import noted

KEPT = 8
"""How many forms a thread keeps: those that were of use last."""


@dataclass
class _Forms(threading.local):
    """The forms of this thread, each with the styles and the shape that it is for; the one that was of use last is the last."""

    kept: list[tuple[tuple[object, ...], PageForm]] = field(default_factory=list)


_FORMS = _Forms()


def laid_out(markup: str, styles: LoadedStyles, html: Callable[[], Any]) -> Any:
    """The document of the markup; `html` reads it for WeasyPrint, where that is needed."""
    texts = cut(markup)
    stands_for = dict(texts.stands_for)
    count_left_out(styles, len(stands_for))
    shape = (*map(id, styles.sheets), texts.shape)
    document = _filled(shape, texts)
    if document is None:
        whole = html()
        leave_out(whole, stands_for)
        with noted(texts.texts) as made_from:
            document = styles.laid_out(whole)
        form = PageForm(document, made_from, texts)
        form.painted_once(document.pages)
        _FORMS.kept = [*_FORMS.kept[1 - KEPT :], (shape, form)]
    document.pages = put_in(document.pages, stands_for)
    return document


def forget_forms() -> None:
    """To be called where a document came out with a part missing: what was left out would not be told again."""
    _FORMS.kept = []


def _filled(shape: tuple[object, ...], texts: MarkupTexts) -> Any | None:
    """From the first form that takes the texts; one that breaks while it is filled is not kept."""
    for place, (of, form) in reversed(list(enumerate(_FORMS.kept))):
        if of != shape:
            continue
        kept = _FORMS.kept.pop(place)
        document = form.filled(texts)
        _FORMS.kept.insert(place if document is None else len(_FORMS.kept), kept)
        if document is not None:
            return document
    return None
