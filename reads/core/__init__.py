"""The words everything uses: money, month, clock, ids, codes, the read, findings, errors. Pure: no database, no command line.

Where is …?
    rounding, money of one currency            money         decimals of a currency, codes of ISO 4217     currency
    an amount, a day, a month as typed         typed         the half-open span of days, quarters          date_span
    "1 read", "2 reads", "did you mean"        english       a reason that can't be empty                  reason
    what the time is, today                    clock         a time zone, its version                      time_zones
    CPT, NPI, modality, priority, place        codes         the modality of a CPT code                    modality_by_code
    a fault of the user's data                 findings      what stops a command                          errors, error_codes
    one table of a TOML file                   toml_table    every cell of a spreadsheet                   spreadsheet, sheet_cells
    a cell that a spreadsheet would run        formula_guard
"""
