"""The words everything uses: money, month, clock, ids, codes, the read, findings, errors. Pure: no database, no command line.

Where is …?
    how an amount is rounded (half away from zero), and with how many decimals it is written: JSON, terminal, paper  money
    how many decimals a currency's cents have (yen none, dinar three); which codes are currencies                    currency
    what may be typed as an amount, a day or a month (4,120.00; 11/20/26), and what is refused (20/11/2026)          typed
    whether the first and the last day of a dated row still count; the days of a quarter                             date_span
    from which day to which a month runs, how "2026-10" is read                                                      month
    which instant a local time means in the night when clocks change: in the gap, in the doubled hour                clock_changes
    whose time zone rules count: the pinned tzdata's, never the machine's                                            time_zones
    what a written instant is read as (RFC 3339, ISO 8601); how instants are stored and given to scripts             times
    what time it is now, which day today is in a zone                                                                clock
    who acts, for the audit log: the system's user, $WETREAD_ACTOR beside it                                         system_user
    whether a text is an NPI (check digit), CPT code, modifier, diagnosis; which modality CR, DX, MRI stand for      codes
    which modality a CPT code is of; whether the sender's modality or the code's counts when they contradict         modality_by_code
    which fields make two rows one read (its key); that 26 tells none apart; how far exam and receipt may lie        read
    what may be an id; how a name becomes part of a file's name                                                      ids
    whether a reason given with --because says anything                                                              reason
    which text a spreadsheet would run as a formula, and how a CSV marks it                                          formula_guard
    whether a name holds characters that can't be seen or turn the text around                                       invisible
    whether the last line of an address has city, state and ZIP; whether a line is a post office box                 postal_line
    "1 read", "2 reads", lists in a sentence, "did you mean"                                                         english
    whether a fault keeps data out or only warns; its file, line, column and remedy                                  findings
    which exit status a command ends with, 1, 2 or 3; no patient's data in a sentence                                errors
    what an error code means, with its sentences (generated)                                                         error_codes
    what is said of a file that is no TOML: a quote not closed, a key twice                                          toml_file
    what the value of a TOML key may be (amount, percent, day, list); a key that nobody knows                        toml_table
    in which line and column of a TOML file a key stands                                                             toml_places
    which keys a kind of TOML file may have at all                                                                   toml_keys
    the reference of keys and columns, as pages and lines                                                            reference
    which workbook is refused as too large, or made to exhaust the machine (zip bomb)                                spreadsheet
    what a spreadsheet's cell says: a day (1904, 29 February 1900), a number that lost digits, an error              sheet_cells
    whether a number in a cell is shown as a day, a time, or with leading zeros                                      cell_number_format
    which cell of an XLSX is blank, hidden, or a formula without a value                                             office_open, office_open_parts
    which cell of an ODS is blank, hidden, or a formula without a value; a day or a time in it                       open_document
    which kinds of ids a sender and a receiver may have in an X12 envelope (ISA05, ISA07)                            x12_id_qualifiers
    plumbing                                                                                                         actor_and_moment, csv_text, local_clock, without_cycle_search, xml_walk
"""
