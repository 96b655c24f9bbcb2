"""The terms, as frozen values read from TOML (spec 3.1, 3.9).

text ── file/contract_file ── model ──┬─ file/checks (against the directory)     plain_english/ (as a lawyer reads it)
                                      └─ contract_of_read: which contract, which facilities, on which day

Where is …?
    which contract a read is billed by, which of a site's dated rows (so which owner), which month (month_by, or its time missing)  contract_of_read
    which contract and month many reads of one facility have, at a glance                                                           shared_terms
    when a clause fits a read: the keys of its match; a window of hours, over midnight too, its end outside                         match
    whether a read fits a match (hours, night, holiday, code)                                                                       invoicing/pricing/matched_hours_and_codes
    what an amount has become by a day, after its yearly increases (escalators), one after the other; in a month                    escalators
    which days are holidays of a calendar, actual or observed                                                                       holiday_calendars
    which holiday days were loaded at apply, how far they reach, which moved with a new library                                     loaded_holidays
    who is billed; whose payment terms and PO number a paper bears: the contract's or the client's; when it is due                  payment_terms
    which contract year a month belongs to, for a cap a year                                                                        contract_year
    what a draft contract replaces while it is tried                                                                                draft_contract
    what terms a contract has, and their defaults                                                                                   model, minimum_and_maximum
    the words that a contract may choose from: unit, rounding, mode, scope, period                                                  choices
    what is wrong between contracts and directory; whether the remit-to changed                                                     books
    that a changed text is a new version, a missing one withdrawn                                                                   load_contracts
    whether a contract is in force, not yet, over; how it is shown                                                                  shown
    what a contract file may say, and its faults                                                                                    file/
    the terms in plain words; what a new version changes                                                                            plain_english/
    plumbing                                                                                                                        errors, repository, tables
"""
