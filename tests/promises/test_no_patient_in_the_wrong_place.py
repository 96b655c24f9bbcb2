"""Promise: no patient in the wrong place (spec 7). Canaries in every field of finals, every command failing, nothing told.

Looked at: both streams of every command, tracebacks under --debug included; the database's bytes; every file but the
claims themselves, by name and by content.
"""

import itertools
import sqlite3
from contextlib import closing
from pathlib import Path

from reads.intake.fields_of_finals import PATIENT
from tests.conftest import Outcome
from tests.reads.claims.practice import FINAL, Practice, rows
from tests.reads.claims.x12.payers import a277ca, a835

CANARIES = {
    "patient_id": "CANARYID1",
    "patient_last": "Canarylast",
    "patient_first": "Canaryfirst",
    "patient_dob": "1913-12-11",
    "patient_address": "77 Canary Wharf",
    "patient_city": "Canarytown",
    "patient_zip": "60777",
    "member_id": "CANARYMEM8",
    "subscriber_last": "Canarysub",
    "subscriber_first": "Canarysubfirst",
    "ordering_last": "Canaryordering",
    "ordering_first": "Canaryorderingfirst",
    "authorization": "CANARYAUTH",
    "consent_by": "Canaryconsent",
    "communicated_to": "Canarytold",
    "patient_middle": "Canarymid",
    "patient_suffix": "Canarysuf",
    "group_number": "CANARYGROUP",
    "plan_name": "Canaryplan",
    "casualty_number": "CANARYCAS",
    "employer": "Canaryemployer",
    "supervising_last": "Canarysup",
    "supervising_first": "Canarysupfirst",
    **{
        f"{payer}_{part}": f"Canary{payer}{part[:5]}".replace("_", "")
        for payer in ("payer2", "payer3")
        for part in ("member_id", "last", "first", "group_number", "plan_name")
    },
}
TRACES = (*(text for name, text in CANARIES.items() if name != "patient_zip"), "19131211", "12/11/1913", "canary")

READY = CANARIES | {
    "payer": "harbor-commercial",
    "supervising_npi": "1450098961",
    "accident": "other",
    "accident_date": "2026-10-01",
    "payer2": "il-medicaid",
    "payer2_relation": "spouse",
    "payer3": "bcbs-illinois",
    "payer3_relation": "child",
}
FAULTY = [
    READY,
    READY | {"patient_dob": "Canarylast 1913"},
    READY | {"patient_sex": "Canarysex", "subscriber_relation": "Canaryrelation"},
    READY | {"patient_state": "Canarystate", "patient_zip": "Canaryzip"},
    READY | {"member_id": "CANARYMEM8*~^"},
    READY | {"diagnoses": "Canarydiagnosis"},
    READY | {"ordering_npi": "Canarynpi"},
    READY | {"documentation": "Canaryreport", "discrepancy": "major"},
    READY | {"patient_last": "Canarylast" * 60},
    READY | {"patient_last": "Кanarylast 鳥 Canarylast"},
    READY | {"signed_at": "Canarytime"},
    READY | {"exam_code": ""},
    READY | {"read_type": "preliminary"},
    READY | {"read_type": "Canarytype"},
    READY | {"accident": "Canaryaccident", "accident_date": "Canaryday"},
    READY | {"payer2": "Canarypayer", "payer3_relation": "Canaryrelation"},
    READY | {"modifiers_by_code": "CANAR:LT", "supervising_npi": "Canarynpi"},
    READY | {"patient_country": "Canaryland"},
    READY | {"service_type": "consult", "consent": "Canarykind"},
    READY | {"accession": ""},
]


def minutes_apart(finals: list[dict[str, str]]) -> list[dict[str, str]]:
    """Signed at a pace that somebody reads at: else all of them would wait for a person (`draft_from_abroad`)."""
    return [
        {"signed_at": f"2026-10-05T23:{19 + 2 * number:02d}:00-05:00"} | final for number, final in enumerate(finals, 1)
    ]


def commands(folder: Path, claim: str) -> list[list[str]]:
    """Commands that fail, or that show something of the finals."""
    month, out = ["--month", "2026-10"], ["-o", str(folder / "out")]
    broken = folder / "broken.csv"
    broken.write_text(rows(READY).replace("A1,", '"A1,').replace("FINAL", ""))
    short = folder / "short.csv"
    short.write_text("\n".join(line[: len(line) // 2] for line in rows(READY, READY).splitlines()))
    shifted = folder / "shifted.csv"
    shifted.write_text(rows(READY).replace("harvest-regional,A1,", "harvest-regional,A1,,,"))
    headless = folder / "headless.csv"
    headless.write_text(rows(READY, READY).split("\n", 1)[1])
    binary = folder / "binary.csv"
    binary.write_bytes(rows(READY).encode("utf-16"))
    nul = folder / "nul.csv"
    nul.write_bytes(rows(READY).replace("Canarylast", "Canary\x00last").encode())
    add = [word for name, text in (FINAL | READY).items() for word in (f"--{name.replace('_', '-')}", text)]
    files = [broken, short, shifted, headless, binary, nul]
    return [
        *(["reads", "import", str(file)] for file in files),
        *(["reads", "import", str(file), "--amend"] for file in files),
        ["reads", "add", *add],
        ["reads", "add", *add, "--signed-at", "Canarytime"],
        ["reads", "list"],
        ["reads", "show", "A1"],
        ["reads", "quarantine"],
        ["reads", "void", "A3", "--because", "x"],
        ["held"],
        ["explain", "A1"],
        ["close", "2026-10"],
        ["claims", "check"],
        ["claims", "check", *month],
        ["claims", "list"],
        ["claims", "show", claim],
        ["claims", "show", "C999"],
        ["claims", "void", claim, "--because", "x"],
        ["claims", "replace", claim, "--because", "x"],
        ["claims", "replace", claim, "--because", "x", "--payer-number", "I1"],
        ["claims", "release", "1", "--because", "x"],
        ["claims", "release", "99", "--because", "x"],
        ["claims", "ack", str(folder / "paid.835")],
        ["claims", "ack", str(folder / "paid.835")],
        ["claims", "ack", str(folder / "torn.835")],
        ["claims", "ack", str(folder / "status.277")],
        ["claims", "ack", str(folder / "finals.csv")],
        ["claims", "export", *month, *out],
        ["claims", "rules"],
        ["pairs", *month],
        ["key", "check"],
        ["doctor"],
    ]


def test_no_command_tells_and_no_file_holds_a_patients_value(practice: Practice, database):
    """Each command in plain, as JSON and under --debug; then once more without the key, and with a wrong one."""
    told: list[tuple[list[str], Outcome]] = []
    folder = practice.books

    def tell(*words: str) -> Outcome:
        outcome = practice.run(*words)
        told.append((list(words), outcome))
        return outcome

    (folder / "finals.csv").write_text(rows(*minutes_apart(FAULTY)))
    for flags in ([], ["--json"], ["--debug"]):
        tell("reads", "import", str(folder / "finals.csv"), *flags)
    exported = practice.wetread("claims", "export", "--month", "2026-10", "-o", str(folder / "claims"), status=1)
    from reads.claims.x12.read_837p import parse837

    text = Path(exported["files"][0]["path"]).read_text()
    assert "CANARYLAST" in text, "the canary has to be where it belongs, else nothing is shown here"
    envelope, *claims = parse837([text])
    for name, answer in (("paid.835", a835(*claims)), ("torn.835", a835(*claims)[:-200]),
                         ("status.277", a277ca(*claims, envelope=envelope))):  # fmt: skip
        (folder / name).write_text(
            answer.replace("DOE*JANE", "CANARYLAST*CANARYFIRST").replace("1EG4TE5MK73", "CANARYMEM8")
        )
    listed = commands(folder, claims[0].control_number)
    for words, flags in itertools.product(listed, ([], ["--json"], ["--debug"])):
        tell(*words, *flags)
    key = folder / "demo.key"
    kept = key.read_text()
    for other in (None, "wetread-key-1 " + "A" * 43 + "=\n"):
        key.unlink() if other is None else key.write_text(other)
        for words in (
            ["claims", "check"],
            ["pairs", "--month", "2026-10"],
            ["reads", "import", str(folder / "finals.csv")],
        ):
            tell(*words)
            tell(*words, "--debug")
    key.write_text(kept)
    failing = [words for words, outcome in told if outcome.status]
    assert len(failing) >= 50
    for words, outcome in told:
        said = (outcome.stdout + outcome.stderr).casefold()
        for trace in TRACES:
            shown = said.replace(str(folder).casefold(), "")
            assert trace.casefold() not in shown, (words, trace)
    assert _leaks(folder, database) == []


def _leaks(folder: Path, database: str) -> list[str]:
    """Where a canary's bytes are: in a file that isn't a claims file or one that the test wrote, or in the database."""
    ours = {"finals.csv", "broken.csv", "short.csv", "shifted.csv", "headless.csv", "binary.csv", "nul.csv", "paid.835",
            "torn.835", "status.277"}  # fmt: skip
    places = [
        path for path in folder.parent.rglob("*") if path.is_file() and path.name not in ours and path.suffix != ".837"
    ]
    if database.startswith("sqlite"):
        path = Path(database.removeprefix("sqlite:///"))
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        contents = {place: place.read_bytes() for place in {*places, path}}
    else:
        contents = {place: place.read_bytes() for place in places} | {Path("database"): _dump(database)}
    return [
        f"{place}: {trace}"
        for place, content in contents.items()
        for trace in TRACES
        if trace.casefold().encode() in content.lower() or trace.casefold() in place.name.casefold()
    ]


def _dump(database: str) -> bytes:
    from sqlalchemy import inspect, text

    from reads.store.engine import Store

    store = Store.open(database)
    with store.engine.connect() as connection:
        tables = inspect(store.engine).get_table_names()
        content = [str(list(connection.execute(text(f"SELECT * FROM {table}")))) for table in tables]
    store.close()
    return "\n".join(content).encode()


def test_the_harness_sees_a_leak(practice: Practice, database):
    """A naive program that writes what it was given into the audit log is caught."""
    from reads.store.engine import Store
    from reads.store.events import Deed, record

    store = Store.open(database)
    with store.write() as session:
        deed = Deed("finals.kept", "x", {"patient": CANARIES["patient_last"]})
        record(session, deed, actor="naive", at=store.clock.now())
    store.close()
    assert _leaks(practice.books, database) != []


def test_every_field_of_a_final_has_its_canary_or_its_word():
    words = {"patient_sex", "patient_state", "subscriber_relation", "diagnoses", "ordering_npi", "documentation", "service_type",
             "consent", "consent_at", "discrepancy", "communicated_at", "communicated_how", "patient_country", "accident",
             "accident_date", "accident_state", "admitted_on", "supervising_npi", "modifiers_by_code", "msp_type", "platform",
             "payer2", "payer3", "payer2_relation", "payer3_relation"}  # fmt: skip
    assert set(PATIENT) == set(CANARIES) | words
