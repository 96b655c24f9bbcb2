"""A contract file: its text to terms, or to all its faults, each with its line and remedy.

Where is …?
    which keys stand at a contract's head, which finals it pays for, what two sections can't say together  contract_file
    client, currency, time zone, release, first and last day, of contracts and agreements                  head
    keys of rates, surcharges, tiers; how many decimals a price may have                                   rates_and_surcharges
    keys of fixed fees, turnaround, compliance, escalators, taxes                                          fees_turnaround_taxes
    keys of minimum, maximum, discount, prompt payment, coverage                                           minimum_and_coverage
    what a match may say: code ranges, hours over midnight, weekdays                                       match
    names that nobody bears; two contracts of one facility on one day; what never applies                  checks
    a rate behind a catch-all, which nothing can reach                                                     unreachable_rates
    rows of coverage.csv that would bill nothing                                                           coverage_checks
    the reference of contract keys                                                                         key_reference, key_sentences
"""
