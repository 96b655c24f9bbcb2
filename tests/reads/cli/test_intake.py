"""`wetread reads import` as a biller meets it: spreadsheets' cells, strange files, a dry run, and what is said of it all."""

import io

import pytest
import xlsxwriter

from tests.conftest import Run
from tests.reads.intake.workbooks import xlsx

HEADER = ("facility", "accession", "exam_code", "read_type", "priority", "exam_at", "signed_at")
GOOD = ("mercy-main", "A1", "CTHEAD", "preliminary", "", "", "2026-10-03T06:12:00Z")


@pytest.fixture(autouse=True)
def _books(books, tmp_path):
    (books / "wetread.toml").write_text(f'database_url = "sqlite:///{tmp_path}/wetread.db"\n')


@pytest.fixture
def kept(tmp_path):
    def write(name: str, content: bytes | str) -> str:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def csv(*rows: tuple[str, ...]) -> str:
    return "\n".join(",".join(row) for row in (HEADER, *rows)) + "\n"


def row(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(HEADER, GOOD, strict=True))


@pytest.mark.parametrize(
    "place, value, told",
    [
        ("accession", "=NA()", "accession holds the error #N/A (cell B2)"),
        ("priority", "=NA()", "priority holds the error #N/A (cell E2)"),
        ("exam_at", "=NA()", "exam_at holds the error #N/A (cell F2)"),
        ("accession", '="00"&"77"', "accession holds a formula without a value (cell B2)"),
        ("accession", 20261003000000012, "of more than 15 digits the last are lost (cell B2)"),
        ("accession", 4713.5, "accession holds the number 4713.5, which is not whole (cell B2)"),
        ("accession", True, "accession holds the truth value TRUE (cell B2)"),
    ],
)
def test_a_broken_cell_is_a_fault_of_its_row_with_cell_and_error(run: Run, kept, place, value, told):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, GOOD)
    if value == "=NA()":
        sheet.write_formula(1, HEADER.index(place), value, None, "#N/A")
    else:
        sheet.write(1, HEADER.index(place), value)
    sheet.write_row(2, 0, row(accession="A2"))
    book.close()
    done = run("reads", "import", kept("night.xlsx", content.getvalue()), "--json")
    assert (done.status, done.json["recorded"], done.json["rejected"]) == (1, 1, 1)
    assert told in done.json["problems"][0]["message"]


def test_a_broken_cell_of_a_column_that_nobody_asked_for_is_no_fault(run: Run, kept):
    content = kept("night.xlsx", xlsx(("Reads", [(*HEADER, "Remark"), (*GOOD, "#N/A")])))
    assert run("reads", "import", content, "--json").json["recorded"] == 1


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "########", "1.23457E+11"])
def test_what_a_spreadsheet_saves_of_a_broken_cell_is_a_fault_in_csv_too(run: Run, kept, text):
    assert run("reads", "import", kept("night.csv", csv(row(accession=text))), "--json").json["rejected"] == 1


def test_zeros_protected_by_a_formula_are_the_text_in_it_and_no_other_formula_is_run(run: Run, kept):
    night = kept("night.csv", csv(row(accession='"=""00123"""'), row(accession='="00124"'), row(accession="=1+1")))
    done = run("reads", "import", night, "--json")
    assert (done.json["recorded"], done.json["rejected"]) == (2, 1)
    assert run("reads", "show", "00123").status == 0


@pytest.mark.parametrize("sent", ["garbage", "2026-10-03", "10/03/2026"])
def test_a_time_that_a_read_can_do_without_is_dropped_and_counted(run: Run, kept, sent):
    done = run("reads", "import", kept("night.csv", csv(row(exam_at=sent))), "--json")
    assert (done.status, done.json["recorded"], done.json["warnings"]) == (0, 1, {"time_dropped": 1})


def test_a_strange_file_of_a_folder_is_named_and_the_others_come_in(run: Run, kept, tmp_path):
    kept("night/a.csv", csv(GOOD))
    kept("night/b.pdf", "%PDF-1.4")
    kept("night/c.csv", "Anything,Else\n1,2\n")
    kept("night/d.csv", csv(row(accession="A2"), *(('"x"y',),) * 300))
    kept("night/e.csv", csv(row(accession="A3")))
    large = csv(*(row(accession=f"L{number}") for number in range(1000)))
    kept("night/f.csv", large.encode() + b"mercy-general,\xff\n")
    done = run("reads", "import", str(tmp_path / "night"))
    assert done.status == 1
    assert "all files: 2 rows, 2 recorded" in done.stdout
    assert all(name in done.stderr for name in ("b.pdf", "c.csv", "d.csv", "f.csv"))
    assert run("reads", "show", "A2").status != 0
    assert run("reads", "show", "L0").status != 0
    assert run("reads", "import", str(tmp_path / "night" / "a.csv"), str(tmp_path / "night" / "b.pdf")).status == 3


def test_a_dry_run_says_what_would_come_in_and_keeps_nothing(run: Run, kept):
    night = kept("night.csv", csv(GOOD, row(accession="")))
    dry = run("reads", "import", night, "--dry-run", "--json")
    assert (dry.json["recorded"], dry.json["rejected"], dry.json["dry_run"]) == (1, 1, True)
    assert run("reads", "show", "A1").status != 0
    assert run("reads", "import", night, "--json").json["recorded"] == 1
    assert "nothing was kept" in run("reads", "import", night, "--dry-run").stdout


def test_unknown_columns_mention_the_guess_and_then_the_profile_that_fits(run: Run, kept, books):
    rows = "".join(f"A{day},CTHEAD,Prelim,10/{day}/2026 06:12\n" for day in range(10, 20))
    export = kept("export.csv", f"Acc #,Exam Code,Report Status,Report Signed\n{rows}")
    refused = run("reads", "import", export)
    assert f"`wetread reads import {export} --guess`" in refused.stderr
    (books / "profiles").mkdir()
    (books / "profiles" / "ris.toml").write_text(
        'kind = "csv"\nfacility = "mercy-main"\ntimes = ["M/D/YYYY H:mm"]\n[columns]\naccession = "Acc #"\n'
        'exam_code = "Exam Code"\nread_type = "Report Status"\nsigned_at = "Report Signed"\n'
    )
    assert f"{export} --profile ris" in run("reads", "import", export).stderr


def test_lines_to_paste_are_for_all_facilities_that_send_the_code(run: Run, kept):
    sites = [
        row(facility=site, accession=f"N{site}{code}", exam_code=code) for site in ("one", "two") for code in ("X", "Y")
    ]
    said = run(
        "reads", "import", kept("night.csv", csv(*sites, row(accession="N3", exam_code="Z", facility="one")))
    ).stderr
    assert [line.split(",")[:2] for line in said.splitlines() if line.startswith(("*", "one,", "two,"))] == [
        ["*", "X"], ["*", "Y"], ["one", "Z"]
    ]  # fmt: skip


def test_accessions_that_differ_by_zeros_alone_are_named_once(run: Run, kept):
    run("reads", "import", kept("padded.csv", csv(row(accession="004711"))))
    twin = kept("bare.csv", csv(row(accession="4711"), row(accession="4712")))
    said = run("reads", "import", twin)
    assert said.status == 1
    assert "mercy-main: 004711 and 4711" in said.stderr
    assert run("reads", "import", twin).status == 0


def test_a_number_has_the_zeros_that_its_format_shows(run: Run, kept):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, GOOD)
    sheet.write(1, 1, 4711, book.add_format({"num_format": "000000"}))
    book.close()
    run("reads", "import", kept("padded.csv", csv(row(accession="004711"))))
    assert run("reads", "import", kept("night.xlsx", content.getvalue()), "--json").json["duplicate"] == 1


def test_messages_behind_a_logs_lines_come_in(run: Run, kept):
    message = (
        "2026-10-03 01:35:00 INFO received\n"
        "MSH|^~\\&|RIS|MERCY-MAIN|W|L|20261003013500||ORU^R01|M1|P|2.5.1\r"
        "OBR|1|P6|D6|CTHEAD^HEAD|||20261003010000|||||||||||||||202610030131||CT|P|||||||moreno\r"
        "OBX|1|TX|||no bleed||||||P\r"
    )
    done = run("reads", "import", kept("feed.log", message), "--json")
    assert (done.status, done.json["recorded"], done.json["rejected"]) == (0, 1, 0)
    assert "1 line above the first message" in run("reads", "import", kept("feed.log", message)).stderr
