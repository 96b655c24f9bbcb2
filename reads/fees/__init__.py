"""CMS relative value releases by date: work RVU, fee schedule amounts, PC/TC indicator (spec 3.5); and code sets in `codes`.

a file ── zipped ── file_rows (CSV, fixed width, XLSX) ── relative_value_file ── service ── release (looked up by day)
Where is …?
    which quarter a file is                    release_names   the work RVU of a code on a day      release
    localities (GPCI)                          gpci_file       ICD-10-CM, NCCI, MUE, ZIP codes      codes/
"""
