"""CMS relative value releases by date: work RVU, fee schedule amounts, PC/TC indicator (spec 3.5); and code sets in `codes`.

a file ── zipped ── file_rows (CSV, fixed width, XLSX) ── relative_value_file ── import_release ── release (looked up by day)

Where is …?
    which row of a code (26, else none; never TC, 53) gives its work RVU; status C or no professional work; which release a day has  release
    what a read costs by its work RVUs, and when it is held for want of one                                                          invoicing/pricing/base_rate
    which quarter a CMS file is (2025D), by title, file name and what the caller says                                                release_names
    which values a relative value file gives: work, PE and MP RVU, conversion factor, status; a damaged row                          relative_value_file
    in which column of a CMS file what stands: CSV, fixed width, XLSX, stacked headers                                               file_rows
    which of the many files in CMS's zip are read                                                                                    zipped
    the geographic indices (GPCI) of a locality, with or without the work floor                                                      gpci_file
    whether a file is new, known, or corrects a release; QPP and nonQPP of one quarter                                               import_release
    what is told of an imported file, and which work RVUs it changed                                                                 import_report
    which revisions and values of the imported releases pricing loads                                                                loaded_releases
    whether a new release moves issued months, and is refused without consent                                                        invoicing/closing/fee_imports
    ICD-10-CM, NCCI pairs, MUEs, ZIP codes, places of service                                                                        codes/
    plumbing                                                                                                                         errors, repository, tables
"""
