"""The codes that have no transcript, each with the reason and where it is tried instead."""

_RACE = "only two commands at one moment say it"
_FILE = "the checks of claims hold it before a file is written"
_SERVER = "needs a PostgreSQL server"
_PROCESS = "needs a process that is killed or stopped"

WITHOUT = {
    "bad_element": f"{_FILE}: tests/reads/claims/x12/test_limits.py",
    "bad_stamp_roots": "needs a stamp of an authority: tests/promises/test_time_stamps.py",
    "busy": f"{_RACE}, and waits half a minute: tests/promises/test_side_by_side.py",
    "closed_elsewhere": f"{_RACE}: tests/promises/test_closing_together.py",
    "closed_output": "needs a pipe whose reader ends: tests/promises/test_closed_output.py",
    "exported_meanwhile": f"{_RACE}: tests/promises/test_side_by_side.py",
    "failed": "what all other codes are made of; nothing says it",
    "memory": "needs a machine without memory",
    "month_file_wrong": "needs a month of more than 50,000 reads: tests/invoicing/closing/test_month_files.py",
    "no_claims": f"{_FILE}: tests/reads/claims/x12/test_writer.py",
    "no_fhir": "needs an install without its extra",
    "no_insurer": f"{_FILE}: tests/reads/claims/x12/test_limits.py",
    "not_a_final": "no command leads there: tests/reads/claims/test_never_wet.py",
    "not_as_written": "needs a fault of wetread itself: tests/reads/claims/test_export.py",
    "not_our_837": "reads back only what wetread has written: tests/reads/claims/x12/test_writer.py",
    "po_box": f"{_FILE}: tests/reads/claims/x12/test_limits.py",
    "prints_elsewise": "needs a cluster: tests/promises/test_printing_on_a_cluster.py",
    "rows_hidden": "needs a workbook with hidden rows",
    "columns_hidden": "needs a workbook with hidden columns",
    "stamp_wrong": "needs a stamp of an authority: tests/promises/test_time_stamps.py",
    "too_many_rows": "needs a paper of more than a thousand reads, or a million rows",
    "tool_failed": _SERVER,
    "tool_missing": _SERVER,
    "unfit_claims": f"{_FILE}: tests/reads/claims/x12/test_writer.py",
    "work_died": f"{_PROCESS}: tests/invoicing/web/test_long_work.py",
    "work_stopped": f"{_PROCESS}: tests/invoicing/web/test_long_work.py",
}
