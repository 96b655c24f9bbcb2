"""Rules of payers and states: dated data with a source, and how one is looked up.

Where is …?
    the rules themselves, timely filing too    shipped_rules.toml
    which rule counts                          lookup          a limit as a last day                filing_limit
"""
