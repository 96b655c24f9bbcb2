"""Why a document can't be made: one class a reason."""

from __future__ import annotations

from collections.abc import Sequence

from reads.core.english import counted
from reads.core.errors import WetreadError
from reads.core.findings import Finding


class UnprintableText(WetreadError):
    """A text holds characters that the fonts of the install can't draw."""

    code = "unprintable_text"

    def __init__(self, number: str, problems: Sequence[Finding]) -> None:
        super().__init__(
            f"{number} has characters that the document's font doesn't have, in {counted(len(problems), 'place')}",
            "write these texts in Latin, Greek or Cyrillic letters",
            problems,
        )


class DoesNotAddUp(WetreadError):
    """The lines of a paper are not its total; such a paper is never printed."""

    code = "does_not_add_up"

    def __init__(self, number: str, lines: str, total: str) -> None:
        super().__init__(
            f"{number}: its lines add up to {lines}, its total says {total}",
            "run `wetread audit verify`; the paper is damaged or was made by hand",
        )


class FaultyTemplate(WetreadError):
    """A template of the books can't be rendered."""

    code = "faulty_template"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"the template {name} can't be used: {why}", "mend or remove it in books/templates")
        self.why = why


class RefusedResource(WetreadError):
    """A template, stylesheet or picture asked for something outside the project and the books."""

    code = "refused_resource"

    def __init__(self, url: str) -> None:
        super().__init__(
            f"a document asked for {url!r}, which is neither the project's nor the books' own",
            "put the file into books/templates and refer to it by its name",
        )


class MissingLogo(WetreadError):
    """The logo that the books name is not a picture in the books."""

    code = "missing_logo"

    def __init__(self, name: str) -> None:
        super().__init__(f"the logo {name!r} is not an SVG or PNG file in the books", "correct `logo` in wetread.toml")


class NotArchivable(WetreadError):
    """A PDF would claim PDF/A-3a and PDF/UA-1 and not be it: a colour, a font, a letter or a field stands in the way."""

    code = "not_archivable"

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"the paper would be no PDF/A: {why}", remedy)
