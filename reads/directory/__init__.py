"""Who and where, by date: the files of the books, read, checked, kept version by version, and looked up on a day (spec 1).

files ── csv_file, table_source ── schema (columns, cell_types) ── row_checks, cross_references ── service ── directory
Where is …?
    a file's columns                           schema          what a cell may say                  cell_types
    the pattern of invoice numbers             invoice_number
    wetread.toml                               settings        the rules of payers in the books     payer_rules_file
    what is in force on a day                  directory       a name that a source uses            names, person_names
    what a spreadsheet did to a CSV            saved_by_spreadsheets   the books as one workbook    edit_workbook
    one row written, the rest byte for byte    writing         lines to paste                       lines_to_paste
"""
