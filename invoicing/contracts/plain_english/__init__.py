"""A contract's terms in plain words, and what a new version changes in them.

Where is …?
    the whole contract in sentences, on a day                               contract_in_words
    rates, surcharges, tiers, credits, taxes in sentences                   amounts_in_words
    minimum, maximum, coverage, discount, early payment, caps in sentences  period_in_words
    the holidays in sentences                                               holidays_in_words
    what a new version changes, term by term                                changed_terms
    which reads a match takes, in words; lists, amounts, days               phrases
"""
