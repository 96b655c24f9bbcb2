"""Rules of payers and states: dated data with a source, and how one is looked up.

Where is …?
    the rules that come with wetread, timely filing too                                  shipped_rules.toml
    which of several rules answers: the books' before the shipped, the closest, by date  lookup
    the last day on which a claim may be filed (a year, 29 February, so many days)       filing_limit
    how old a rule is, and which are stale                                               age
    a file of rules taken into the books                                                 pack
"""
