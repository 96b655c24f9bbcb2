"""`/by-hand`: one read written down by a person, field by field; every fault at its field, and then nothing is recorded (spec 9.4)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from invoicing.web.form import carried_out, key_for
from invoicing.web.once_keys import StoreOnce
from invoicing.web.page import shown, told
from invoicing.web.site import Site
from reads.claims.add_read import add_read
from reads.claims.vault import vault_opener
from reads.core.codes import ReadType
from reads.directory.load_directory import load_directory
from reads.intake.content import CONTENT
from reads.intake.fields_of_finals import PATIENT

ADDRESS = "/by-hand"
FIRST = ("facility", "accession", "exam_code", "read_type", "radiologist", "signed_at")
EXAMPLES = {"accession": "A100245", "exam_code": "CTHEAD", "cpt": "70450", "signed_at": "2026-10-03 06:12"}


def page(request: Request) -> Response:
    """The fields that every read needs, the others below, and what names a patient for finals alone."""
    site: Site = request.app.state.site
    with site.store.read() as session:
        directory = load_directory(session, ("facilities", "radiologists"))
    return shown(
        request,
        "by_hand.html",
        first=FIRST,
        others=[name for name in CONTENT if name not in (*FIRST, "test_patient")],
        patient=PATIENT,
        examples=EXAMPLES,
        facilities=sorted(directory.facilities),
        readers=sorted(directory.radiologists),
        types=[each.value for each in ReadType],
        once=key_for(request, ADDRESS),
    )


async def add(request: Request) -> Response:
    """Records the read, once."""
    site: Site = request.app.state.site

    def deed(store: StoreOnce, form: Mapping[str, str]) -> str:
        fields = {name: form.get(name, "") for name in (*CONTENT, *PATIENT)}
        with store.write() as session:
            vault, by = vault_opener(site.books, site.clock, session), site.by(request.state.actor)
            report = add_read(session, fields, vault, by, amend="amend" in form)
        counts = {name: number for name, number in report.counts.as_json().items() if number and name != "rows"}
        lines = [f"{name}: {number}" for name, number in counts.items()]
        lines += [each.message for outcome in report.outcomes for each in (*outcome.problems, *outcome.warnings)]
        return told(request, lines, ADDRESS)

    return await carried_out(request, ADDRESS, ADDRESS, deed, page)
