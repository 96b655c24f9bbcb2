"""Finals to checked claims to 837P, and the answers to them (spec 5); the only room that knows a patient.

ToInsurer ── final ── checks/ ── build ── save ── x12/write_837p ── file        answers ── x12/ ── ledger/ ── what a claim came to
Where is …?
    all checks before a claim                  checks/all_checks   a payer's or state's rule        rules/
    the Medicare contractor, its payer id      contractor          what a claim says                claim, build
    what is ready, what is held                worklist            patients' fields on the way in   final_intake
    what many finals share: days, states, ids  sitting             a claim's text, and its faults   x12/claim_text
    is an answer ours                      ledger/our_identifiers paid, open, taken back           ledger/payer_decisions
    deposits and provider adjustments          ledger/deposits     denied claims, silent payers     denials, silent
    the modifiers of a line                    line_modifiers
    void and replace                           void_and_replace    wet and final side by side       pairing, wet_reads
    what an imported file is                   sources             one import, all files            bringing, report
    the key that opens patients' fields        vault               what is wrong on this machine    doctor_checks
"""
