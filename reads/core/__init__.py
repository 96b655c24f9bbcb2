"""The words everything uses: money, month, clock, ids, codes, the read, findings, errors. Pure."""
