"""The books' tables on one screen: the files, and the columns of each (spec 1).

The same table reads a file, what the database kept of it, and the workbook of `wetread books edit`; the reference is made of it.
"""

from __future__ import annotations

from reads.core import codes
from reads.core.x12_id_qualifiers import INTERCHANGE_QUALIFIERS
from reads.directory import cell_types
from reads.directory.column import SINCE, STARTS, UNTIL, Column, Need, Sort, optional
from reads.directory.group_and_rules import GROUP, RULES
from reads.directory.model import (
    Charge,
    Client,
    CoverageQuantity,
    Enrollment,
    Exam,
    Facility,
    Holiday,
    License,
    Location,
    Name,
    NamedKind,
    Payer,
    PayerKind,
    Radiologist,
)

_CHANGED = "A later row of another zone takes over at the later of the two midnights."

CLIENTS = Sort(
    "clients",
    Client,
    ("id",),
    (
        Column("id", cell_types.identifier, about="What contracts and commands call the client."),
        Column("name", about="As the invoice addresses it."),
        Column("address", cell_types.lines, about="Lines separated by ` | `."),
        optional("email", cell_types.email, about="Where papers are mailed to."),
        optional("attention", about="The person or office on the invoice."),
        optional("po_number", about="Their purchase order, printed on invoices; the contract's goes before it."),
        optional("terms_days", cell_types.whole(0, 365), 30, about="Days until an invoice is due, 30 if empty."),
        optional("vendor_number", about="The group's number in the client's books, printed on invoices."),
        optional("cost_center", about="The client's cost center, printed on invoices."),
        optional("delivery", cell_types.identifier, about="How it gets its papers: a file delivery/NAME.toml."),
    ),
    needed=True,
    about="Who is billed.",
)
FACILITIES = Sort(
    "facilities",
    Facility,
    ("id", "from"),
    (
        Column("id", cell_types.identifier, about="What reads, contracts and other files call the facility."),
        Column("client", cell_types.identifier, about="Who pays for it: an id of clients.csv."),
        Column("name", about="As papers print it."),
        Column("npi", cell_types.npi, about="Its National Provider Identifier."),
        Column("address", about="Street and number."),
        Column("city", about="City."),
        Column("state", cell_types.state, about="Two letters."),
        Column("zip", cell_types.zip_code, about="ZIP or ZIP+4, leading zeros kept."),
        Column(
            "timezone",
            cell_types.zone,
            attribute="zone",
            about=f"IANA zone of its clocks, like America/Chicago. {_CHANGED}",
        ),
        optional(
            "pos_outpatient",
            cell_types.place_of_service,
            "22",
            about="Place of service of outpatients: 22, 19 off campus.",
        ),
        SINCE,
        UNTIL,
        optional(
            "mammography", cell_types.plain, "", about="The number of its mammography certificate, on such claims."
        ),
    ),
    needed=True,
    one_at_a_time=True,
    about="Where patients are scanned; of several rows of one id, that in force on the service date decides.",
)
RADIOLOGISTS = Sort(
    "radiologists",
    Radiologist,
    ("id",),
    (
        Column("id", cell_types.identifier, about="What reads, agreements and other files call the reader."),
        Column("name", about="As papers and claims print it."),
        Column("npi", cell_types.npi, Need.COLUMN, about="Empty for a reader who never signs finals."),
        optional("taxonomy", cell_types.taxonomy, about="Provider taxonomy code, the group's if empty."),
        optional("tax_form", about="W-9, W-8BEN or W-8ECI: what the reader signed."),
        optional("status", about="A word of your own, like active."),
    ),
    needed=True,
    about="Who reads.",
)
LOCATIONS = Sort(
    "locations",
    Location,
    ("radiologist", "from"),
    (
        Column("radiologist", cell_types.identifier, about="An id of radiologists.csv."),
        STARTS,
        UNTIL,
        Column("country", cell_types.country, about="ISO 3166-1, two letters: US, IN, PR."),
        optional("state", str.upper, about="Two letters, in the United States."),
        optional("zip", about="ZIP, which decides the Medicare contractor."),
        optional("address", about="Street and number."),
        optional("city", about="City."),
        Column("timezone", cell_types.zone, attribute="zone", about=f"IANA zone of that place. {_CHANGED}"),
    ),
    one_at_a_time=True,
    about="From where each radiologist reads, and since when.",
)
LICENSES = Sort(
    "licenses",
    License,
    ("radiologist", "state", "number", "from"),
    (
        Column("radiologist", cell_types.identifier, about="An id of radiologists.csv."),
        Column("state", cell_types.state, about="Two letters."),
        Column("number", about="The license's number."),
        STARTS,
        UNTIL,
    ),
    about="State licenses.",
)
ENROLLMENTS = Sort(
    "enrollments",
    Enrollment,
    ("radiologist", "payer", "state", "from"),
    (
        Column("radiologist", cell_types.identifier, about="An id of radiologists.csv."),
        Column("payer", cell_types.identifier, about="An id of payers.csv."),
        Column("state", cell_types.state, about="The state of reading, two letters."),
        STARTS,
        UNTIL,
    ),
    about="Payer enrollments, by the state of reading.",
)
PAYERS = Sort(
    "payers",
    Payer,
    ("id",),
    (
        Column("id", cell_types.identifier, about="What reads, enrollments and contracts call the payer."),
        Column("name", about="As claims print it."),
        Column("kind", cell_types.member_of(PayerKind), about=f"One of {', '.join(PayerKind)}."),
        Column("edi_id", need=Need.COLUMN, about="The id that claims are sent to; empty for self_pay."),
        optional("state", cell_types.state, about="Whose programme it is; needed for medicaid."),
        optional("dos", cell_types.one_of("interpretation", "exam"), about="Which day is the date of service."),
        optional("facility_loop", cell_types.one_of("reading", "facility"), about="Which place stands in loop 2310C."),
        optional(
            "out_of_state", cell_types.one_of("no", "border", "yes"), about="Whether it pays readers of other states."
        ),
        optional("offshore", cell_types.one_of("yes", "no"), about="Whether it pays for reads from abroad."),
        optional(
            "filing_plan", cell_types.one_of("reading", "facility", "group"), about="Which plan a claim is filed with."
        ),
        optional("edi_ids", cell_types.pairs, (), about="By Medicare contractor: `J6 = 06102 | JN = 09102`."),
        optional(
            "receiver", about="Who takes its files, where that isn't [claims] receiver; each has a file of its own."
        ),
        optional("receiver_id", about="That receiver's id (ISA08, GS03)."),
        optional(
            "receiver_qualifier",
            cell_types.one_of(*INTERCHANGE_QUALIFIERS),
            about="What kind of id it is (ISA07), ZZ if empty.",
        ),
        optional("expected_percent", cell_types.percent, None, about="Percent of the charge that is usually paid."),
    ),
    about="Insurers, and how each wants its claims; what is empty is left to the rules.",
)
EXAMS = Sort(
    "exams",
    Exam,
    ("facility", "exam_code", "from"),
    (
        Column("facility", cell_types.facility_or_all, about="An id of facilities.csv, or * for everywhere."),
        Column("exam_code", attribute="code", about="The facility's own name or code of the exam."),
        Column("cpt", cell_types.codes, about="Its CPT codes, several joined by +."),
        optional("modality", codes.modality, about="CT, MR, US, XR, NM, PT, MG, RF, XA, BMD, IVUS, OT."),
        optional("regions", cell_types.whole(1, 99), 1, about="How many body regions it counts as, 1 if empty."),
        optional("description", about="Words for papers, instead of the code."),
        SINCE,
        UNTIL,
    ),
    needed=True,
    one_at_a_time=True,
    about="A facility's own exam names and codes, and their CPT codes.",
)
CHARGES = Sort(
    "charges",
    Charge,
    ("cpt", "from"),
    (
        Column("cpt", cell_types.code, about="One CPT code."),
        Column("charge", cell_types.amount, attribute="amount", about="In dollars, like 185.00."),
        SINCE,
    ),
    about="The group's charge for each CPT code on insurance claims.",
)
NAMES = Sort(
    "names",
    Name,
    ("kind", "name", "facility", "from"),
    (
        Column("kind", cell_types.member_of(NamedKind), about=f"One of {', '.join(NamedKind)}."),
        Column("name", about="What a source writes; case and surplus blanks apart."),
        Column("id", about="What it means: an id of the directory, an exam_code of exams.csv, or wetread's own word."),
        optional("facility", cell_types.identifier, about="Only in reads of this facility; everywhere if empty."),
        SINCE,
        UNTIL,
    ),
    one_at_a_time=True,
    about="What sources call facilities, readers, exams, payers, priorities and the like (spec 2.4).",
)
COVERAGE = Sort(
    "coverage",
    CoverageQuantity,
    ("contract", "name", "date"),
    (
        Column("contract", cell_types.identifier, about="The contract's id."),
        Column("name", about="The name of its [[coverage]]."),
        Column("date", cell_types.day, attribute="day", about="The day it began, on the contract's clock."),
        Column("quantity", cell_types.quantity, about="Hours, or nights, like 8 or 7.5."),
    ),
    place="coverage.csv",
    about="Hours or nights covered, where a contract's [[coverage]] asks for them (spec 3.9).",
)
HOLIDAYS = Sort(
    "holidays",
    Holiday,
    ("calendar", "date"),
    (
        Column("calendar", about="The file's name, which a contract's `holiday` names."),
        Column("date", cell_types.day, attribute="day", about="The day itself."),
        optional("name", cell_types.plain, "", about="What it is called."),
        optional("observed", cell_types.day, None, about="The day on which it is observed; the day itself if empty."),
    ),
    place="holidays/",
    about="Holidays of one's own, a file a list (spec 3.9).",
)

DIRECTORY = (CLIENTS, FACILITIES, RADIOLOGISTS, LOCATIONS, LICENSES, ENROLLMENTS, PAYERS, EXAMS, CHARGES, NAMES)
"""The files of directory/, each after those that it refers to but payers, which enrollments name."""

FILES = (*DIRECTORY, COVERAGE, HOLIDAYS)
"""All tables of the books but those of agreements/."""

SORTS = {sort.kind: sort for sort in (*FILES, GROUP, RULES)}
