"""Fonts and stylesheets as WeasyPrint holds them: for papers of the project's own look read once a thread, else for each paper.

A group's own templates may change on disk, and name fonts and pictures of their own: those are read anew each time.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from invoicing.documents.fonts import font_faces


@dataclass(frozen=True, slots=True, eq=False)
class LoadedStyles:
    """A font configuration, and the stylesheets that were read with it; `kept` are those of the project's own look."""

    fonts: Any
    sheets: list[Any]
    kept: bool

    def laid_out(self, html: Any) -> Any:
        """The document with these styles."""
        return html.render(font_config=self.fonts, stylesheets=self.sheets)


@dataclass
class _Kept(threading.local):
    """What this thread has read (slots would be shared by all); its fonts lie in a folder that goes with the process."""

    fonts: Any = None
    sheets: dict[str, Any] = field(default_factory=dict)


_KEPT = _Kept()


def load_styles(texts: Sequence[str], own: dict[str, Any], *, keep: bool) -> LoadedStyles:
    """The project's fonts and these stylesheets; `own` says what they may load. With `keep`, for the next paper too."""
    from weasyprint.text.fonts import FontConfiguration

    if not keep:
        fonts = FontConfiguration()
        return LoadedStyles(fonts, [_sheet(text, fonts, own) for text in (font_faces(), *texts)], kept=False)
    if _KEPT.fonts is None:
        _KEPT.fonts = FontConfiguration()
        atexit.register(_remove_folder, _KEPT.fonts)
    for text in (font_faces(), *texts):
        if text not in _KEPT.sheets:
            _KEPT.sheets[text] = _sheet(text, _KEPT.fonts, own)
    return LoadedStyles(_KEPT.fonts, [_KEPT.sheets[text] for text in (font_faces(), *texts)], kept=True)


def _remove_folder(fonts: Any) -> None:
    """Before the interpreter is taken apart, when WeasyPrint could not do it any more."""
    fonts.__del__()
    fonts._folder = None  # noqa: SLF001  so that it doesn't try again


def _sheet(text: str, fonts: Any, own: dict[str, Any]) -> Any:
    from weasyprint import CSS

    return CSS(string=text, font_config=fonts, **own)
