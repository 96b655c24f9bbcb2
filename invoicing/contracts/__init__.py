"""The terms, as frozen values read from TOML (spec 3.1, 3.9).

text ── file/contract_file ── model ──┬─ file/checks (against the directory)     plain_english/ (as a lawyer reads it)
                                      └─ contract_of_read: which contract, which facilities, on which day
Where is …?
    the keys of a rate, surcharge, tier        file/rates_and_surcharges   fees, turnaround, taxes  file/fees_turnaround_taxes
    the keys of minimum, maximum, coverage     file/minimum_and_coverage
    when an item applies                       file/match, match           escalators               escalators
    holidays of a contract                     holiday_calendars           a draft tried            draft_contract
    days until a paper is due                  due_date                 the month a read is billed in  contract_of_read
"""
