"""Text to candidate reads and findings: CSV, workbooks, HL7, FHIR, by hand. Pure: gets bytes, not paths.

bytes ── file_types ──┬─ table_files ── header, column_mapping ── table_reads ──┐
                      ├─ hl7/file ───── hl7/message ───────────── hl7/reports ──┼─ read_fields ── candidate
                      └─ fhir/file ──── fhir/resource ─────────── fhir/report ──┘

Where is …?
    which kind a file is: HL7, FHIR, a workbook, else a CSV                                                                                           file_types
    how large a file, a line, a workbook, a message may be                                                                                            size_limits
    in which encoding a text file is read; a field of ten megabytes, a quote that swallows lines                                                      lines
    which delimiter a CSV has; an open quote that costs its own line alone                                                                            csv
    which sheet of a workbook is read; hidden sheets                                                                                                  spreadsheet_rows
    which row of a file is its header; titles above it; a row with too many or too few cells                                                          table_rows
    which columns a file without a profile must have; a misspelled column; a header that comes again                                                  header
    how a profile's columns become fields: put together, translated, day and month turned round                                                       column_mapping
    which rows are none (totals, a header repeated), how many one may have; patients' cells of wet reads dropped                                      table_reads
    a row that holds a preliminary and a final read side by side                                                                                      rows_of_two_reads
    which fields a read may have, and which only a final: a wet read's patient is dropped                                                             fields_of_finals
    a day where an accession belongs, a broken cell in a workbook                                                                                     typed_cells
    what a spreadsheet left in a CSV's cell: ="00123", #N/A, 1.23457E+11                                                                              spreadsheet_leftovers
    what one field of a read may hold (accession, codes, reader, flag), blank for its default; two accessions in one cell                             field_parsers
    what a word for priority, patient class, service type, discrepancy or read type means, from any source                                            words
    what a report's status comes to: wet, final, corrected, addendum, cancelled, not a read yet; one line of text taken back; statuses that disagree  status_evidence
    a final whose own text is headed PRELIMINARY, or promises a final to follow                                                                       text_of_report
    a time without an offset; one before 2000, in the future, or unreadable                                                                           source_times
    times of one read that can't all be right: a typo of the year                                                                                     times_apart
    which instant a time in the gap or the doubled hour is                                                                                            reads/core/clock_changes
    how a time printed like 10/3/26 1:31 AM CDT is read                                                                                               time_patterns
    when a row is rejected, and when only an optional time that can't be read is left out; a row that waits for a word, or cancels                    read_fields
    what a row becomes: a read, a cancellation, a rejection, an order, one that waits for a word                                                      candidate
    what is compared when a read arrives again: its key (case aside; an addendum's signer and time), the digest of the rest                           content
    whether an order stands or is cancelled                                                                                                           order
    what is taken of a read written by hand, line by line or as JSON                                                                                  by_hand
    which columns the downtime sheet has; a row of it without an accession, or that nobody filled in                                                  downtime
    how one source's files are meant, as a profile says                                                                                               profiles/
    a profile proposed for an unknown file (--guess)                                                                                                  guess/
    HL7 v2: fields, messages, framing                                                                                                                 hl7/
    FHIR reports                                                                                                                                      fhir/
    what the log makes of a read that came before                                                                                                     reads/log/versioning
    plumbing                                                                                                                                          errors, reads_alike, stored_row, table_files
"""
