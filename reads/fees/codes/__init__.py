"""Code sets that claims are checked by, as CMS publishes them: each by its date, with the digest of its file (spec 5.6).

Where is …?
    which code set a CMS file is, for which quarter or fiscal year, and which rows it has            code_file
    which edition is in force on a service date; what replaced a diagnosis; the carrier of a ZIP     code_sets
    what is kept of an entry: billable diagnosis, NCCI pair with its modifier indicator, most units  code_set
    whether a code file is new or a corrected edition                                                import_code_set
    which revision of an edition is the newest                                                       loaded_files
    plumbing                                                                                         repository, tables
"""
