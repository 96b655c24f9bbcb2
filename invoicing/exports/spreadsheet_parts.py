"""The parts of a workbook of Office Open XML that hold no cell: its styles, its list of sheets, what names them in the ZIP.

ISO/IEC 29500-1: 18.8 styles, 18.2 workbook; 29500-2: 9 parts and relationships, 11 core properties.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from reads.core.month import Month

_STAMP = (1980, 1, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_DATES = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", Month: "yyyy-mm"}
MONEY, EXACT, PLAIN = "#,##0.00;[Red]-#,##0.00", "#,##0.00##;[Red]-#,##0.00##", "#,##0.######"


class Style(NamedTuple):
    """How a cell looks: its number format, bold or not, a line above or below, and its side."""

    form: str = ""
    bold: bool = False
    line: str = ""
    left: bool = False


HEADING, TOTAL, SUM = Style(bold=True, line="bottom"), Style(bold=True, line="top"), Style(MONEY, True, "top")
STYLES = (
    Style(),
    HEADING,
    *(Style(form, left=True) for form in _DATES.values()),
    *(Style(form) for form in (MONEY, EXACT, PLAIN)),
    TOTAL,
    SUM,
)
"""The styles that there are; a cell names one by its place."""
DATE_STYLES = {kind: STYLES.index(Style(form, left=True)) for kind, form in _DATES.items()}


def workbook(areas: Mapping[str, str]) -> str:
    """The sheets in their order, each with the area of its filter ("$A$1:$C$12") and its first row on every page."""
    sheets = list(enumerate(areas, 1))
    listed = "".join(
        f'<sheet name="{_attribute(title)}" sheetId="{number}" r:id="rId{number}"/>' for number, title in sheets
    )
    names = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number - 1}" hidden="1">'
        f"{_sheet_name(title)}!{areas[title]}</definedName>"
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number - 1}">{_sheet_name(title)}!$1:$1</definedName>'
        for number, title in sheets
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def entry(name: str) -> zipfile.ZipInfo:
    """A file of the ZIP, dated always alike."""
    found = zipfile.ZipInfo(name, _STAMP)
    found.external_attr = 0o600 << 16
    found.compress_type = zipfile.ZIP_DEFLATED
    return found


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _sheet_name(title: str) -> str:
    return "'" + escape(title.replace("'", "''")) + "'"


def content_types(sheets: int) -> str:
    """What each part of the ZIP is."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "/xl/workbook.xml": f"{kind}.sheet.main+xml",
        **{f"/xl/worksheets/sheet{number}.xml": f"{kind}.worksheet+xml" for number in range(1, sheets + 1)},
        "/xl/styles.xml": f"{kind}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    named = "".join(f'<Override PartName="{part}" ContentType="{what}"/>' for part, what in parts.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def relations(*targets: tuple[str, str]) -> str:
    """Parts that belong to another, each its kind and its name."""
    named = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{named}</Relationships>'


def properties(title: str, created: str) -> str:
    """The title and the time that the file says it was made at."""
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created></cp:coreProperties>'
    )


def styles() -> str:
    """The number formats, the two fonts, the lines above and below, and each style of them."""
    forms = sorted({style.form for style in STYLES} - {""})
    lines = ("", "top", "bottom")
    codes = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{_attribute(form)}"/>' for n, form in enumerate(forms))
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(forms)}">{codes}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="3">{"".join(map(_border, lines))}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(STYLES)}">{"".join(_cell_format(style, forms, lines) for style in STYLES)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _border(line: str) -> str:
    thin = ' style="thin"><color auto="1"/></'
    sides = (f"<{side}{thin}{side}>" if side == line else f"<{side}/>" for side in ("left", "right", "top", "bottom"))
    return f"<border>{''.join(sides)}<diagonal/></border>"


def _cell_format(style: Style, forms: Sequence[str], lines: Sequence[str]) -> str:
    form = 164 + forms.index(style.form) if style.form else 0
    aligned = ' applyAlignment="1"><alignment horizontal="left"/></xf>' if style.left else "/>"
    return (
        f'<xf numFmtId="{form}" fontId="{int(style.bold)}" fillId="0" borderId="{lines.index(style.line)}" xfId="0" '
        f'applyNumberFormat="1" applyFont="1" applyBorder="1"{aligned}'
    )
