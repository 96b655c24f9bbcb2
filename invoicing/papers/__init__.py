"""Invoices and memos as they stand: numbered, chained, snapshots that never change (spec 4.2).

Where is …?
    how a number is made, and in which series it runs                                                 numbering
    at which number a series goes on                                                                  repository
    a number that a PDF in the books has already is refused                                           printed_numbers
    at which number a series goes on after a restore                                                  reads/store/numbers_after_restore
    what a paper is and says: kinds, issuer, bill-to, lines, schedule rows                            paper
    how a paper is issued: number, chain, event in one transaction                                    issue
    how a paper is stored and hashed                                                                  snapshot
    which paper closed a month; what is cancelled; later papers about it                              closings
    up to which day the books are locked, and which day is next                                       locks
    a decision after issue: credit, dispute, agreed amount, manual line                               adjustment
    which reads are disputed or credited now, which manual lines wait, the same decision made before  recorded_adjustments
    which word stands beside a late, corrected or voided read                                         row_reasons
    which reads were billed before, on which paper or claim, for how much; original or difference     billed_reads
    what the schedule shows of a priced read                                                          schedule_rows
    under which versions of tzdata, holidays and rules papers are made; refused when they moved       outside_data
    what is attached to the PDF as CSV and JSON; without studies where the schedule is separate       attached_data
    a paper for scripts (INVOICE)                                                                     invoice_json
    the paper that a typed number means                                                               paper_by_number
    papers in lists, by client and month                                                              heads
    city, state and ZIP apart for formats that need them                                              postal_address
    plumbing                                                                                          errors, issued_paper, lock_errors, tables
"""
