"""Text to candidate reads and findings: CSV, workbooks, HL7, FHIR, by hand. Pure: gets bytes, not paths.

bytes ── file_types ──┬─ table_files ── header, column_mapping ── table_reads ──┐
                      ├─ hl7/file ───── hl7/message ───────────── hl7/reports ──┼─ read_fields ── candidate
                      └─ fhir/file ──── fhir/resource ─────────── fhir/report ──┘
Where is …?
    which word means what, for all sources     words              what a report's status is       status_evidence
    how one field is read                      field_parsers      a time as a source writes it    source_times, time_patterns
    two reads in one row                       rows_of_two_reads  an unknown file proposed        guess/
    a read as a plain row                      stored_row         how large a file may be         size_limits
    reads that share their words, in columns   reads_alike
    how one source's files are meant           profiles/          the downtime log                downtime
"""
