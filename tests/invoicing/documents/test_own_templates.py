"""A paper's markup: as it was agreed, everything escaped, and what a group may and may not change of it."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from invoicing.documents import bounded_templates, own_templates
from invoicing.documents.errors import FaultyTemplate
from invoicing.documents.paper_view import view_of
from invoicing.papers.paper import Paper
from invoicing.pricing.priced_month import LineKind
from tests.invoicing.documents.papers import LAKE, line, paper


def markup(made: Paper, books: Path | None = None, template: str = own_templates.PAPER) -> str:
    frames = {"frames": ("472pt",), "bookmarks": (("Mercy",),)}
    return own_templates.rendered(
        template, books, view=view_of(made), **frames, schedule_note="Note.", created="2026-11-02", logo=""
    )


def write(books: Path, text: str, name: str = own_templates.PAPER) -> Path:
    """A template of the group's own."""
    folder = books / "templates"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    return books


def test_a_small_invoice_is_as_it_was(golden: Callable[[str, str], None]):
    made = paper(
        line("CT head 12 × 38.00"),
        line("Federal holiday 3 × 9.50", kind=LineKind.SURCHARGE),
        line("CT head 2 × 38.00", LAKE[0]),
        line("STAT within 30 minutes = -38.00", None, LineKind.TURNAROUND, basis="1 read over 30 minutes"),
        line("GST 10 % = 52.25", None, LineKind.TAX),
        notes=("Thank you.",),
    )
    golden(markup(made), "documents/invoice.html")


def test_what_users_write_is_text_not_markup():
    hostile = '<script src="http://evil.example/x.js"></script>&"\''
    made = paper(line(f"{hostile} 1 × 38.00"), po_number=hostile, notes=(hostile,))
    made = replace(made, bill_to=replace(made.bill_to, name=hostile), issuer=replace(made.issuer, name=hostile))
    found = markup(made)
    assert "<script" not in found
    assert found.count("&lt;script src=&#34;http://evil.example/x.js&#34;&gt;") >= 6


def test_a_group_s_own_template_takes_the_place_of_ours(books: Path):
    write(books, '<p>{{ view.title }}</p>{% include "_schedule.html" %}')
    assert markup(paper(reads=1), books).startswith("<p>Invoice</p>")
    assert "Schedule of reads" in markup(paper(reads=1), books)


def test_a_group_s_own_part_goes_into_our_template(books: Path):
    write(books, "<p>our own schedule</p>", "_schedule.html")
    assert "<p>our own schedule</p>" in markup(paper(reads=1), books)
    assert "<h1" in markup(paper(reads=1), books)


def test_a_group_s_own_letter_is_around_what_each_paper_says(books: Path):
    write(books, "<p>our own head</p>{% block content %}{% endblock %}", "_letter.html")
    found = markup(paper(reads=1), books)
    assert found.startswith("<p>our own head</p>")
    assert '<table class="lines">' in found
    assert "<h1" not in found


def test_a_group_s_own_style_takes_the_place_of_ours(books: Path):
    assert "@page schedule" in own_templates.stylesheet(books)
    write(books, "p { color: teal }", own_templates.STYLESHEET)
    assert own_templates.stylesheet(books) == "p { color: teal }"


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.totall }}",
        "{{ nothing }}",
        "{% if %}",
        '{% include "missing.html" %}',
        '{% include "../../wetread.toml" %}',
        '{% include "/etc/passwd" %}',
        "{{ view.__class__.__mro__[-1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{{ view.sections.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ range(10**9) | list }}",
        "{{ view.title.format_map.__globals__ }}",
        "{{ ('{0.__class__}').format(view) }}",
        "{{ 1 // 0 }}",
    ],
)
def test_a_template_that_reaches_too_far_or_is_wrong_is_refused(books: Path, text: str):
    """StrictUndefined and the sandbox: values are all that a template sees."""
    write(books.parent / "books", "[database]\nurl = 'secret'", "../wetread.toml")
    with pytest.raises(FaultyTemplate, match=r"paper\.html"):
        markup(paper(reads=1), write(books, text))


def test_a_template_changes_nothing(books: Path):
    made = paper(reads=1)
    for text in ("{% set view.title = 'x' %}", "{{ frames.append('x') }}", "{{ view.details.clear() }}"):
        with pytest.raises(FaultyTemplate):
            markup(made, write(books, text))


@pytest.mark.parametrize(
    "text, why",
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "longer than 1 seconds"),
        ("{{ 'a' * 10 ** 10 }}", "more memory than 1024 MB"),
    ],
)
def test_a_template_without_end_is_ended(books: Path, monkeypatch: pytest.MonkeyPatch, text: str, why: str):
    monkeypatch.setattr(bounded_templates, "SECONDS", 1 if "for" in text else 30)
    with pytest.raises(FaultyTemplate, match=why):
        markup(paper(), write(books, text))
    monkeypatch.setattr(bounded_templates, "SECONDS", 30)
    assert markup(paper(), write(books, "<p>{{ view.title }}</p>")) == "<p>Invoice</p>"


def test_the_process_of_a_template_ends_with_the_one_that_it_works_for(books: Path):
    """Killed in the middle of a paper, nothing is left running."""
    write(books, "<p>{{ view }}</p>")
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom invoicing.documents import bounded_templates as bounded\n"
        "bounded.fill_bounded('paper.html', Path(sys.argv[1]), {'view': 1})\n"
        "print(bounded._FILLER._process.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    command = [sys.executable, "-c", code, str(books / "templates")]
    child = int(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    for _ in range(100):
        if not Path(f"/proc/{child}").exists() or "\nState:\tZ" in Path(f"/proc/{child}/status").read_text():
            return
        time.sleep(0.1)
    pytest.fail(f"process {child} is still there")


def test_a_template_that_nothing_is_printed_from_is_named(tmp_path):
    """A mistyped name, a stylesheet of a name of one's own; not what replaces ours, nor what a template of theirs takes in."""
    assert list(own_templates.unread_templates(tmp_path)) == []
    write(tmp_path, "{% include 'address.html' %}")
    for name in ("address.html", "papers.html", "logo.css", "statement.css", "notes.txt"):
        write(tmp_path, "", name)
    found = list(own_templates.unread_templates(tmp_path))
    assert [each.where.file for each in found] == ["templates/logo.css", "templates/papers.html"]
    assert {(each.code, each.severity.value) for each in found} == {("unknown_file", "warning")}
