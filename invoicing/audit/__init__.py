"""Whether everything is as it was written: papers, payments, claims' answers, files and the log, checked and exported (spec 7).

A row that was changed by hand is named by the store's check of the hash tree.

Where is …?
    whether papers are chained, number series have a gap, each issue has its event; what is never covered          verify
    what is verified outside the database too: files, anchors, time stamps                                         verify_books
    whether one issued paper was changed: its hash, its columns, its sums                                          paper_checks
    whether a dispute, credit or manual line is what was decided                                                   decision_checks
    whether a payment, write-off or allocation is what was booked                                                  payment_checks
    whether what payers' answers booked was changed                                                                ledger_checks
    whether directory, settings and contracts in the database are the files'; a remit-to that differs stops issue  books_checks
    whether a paper's PDF is missing, changed, or of no paper                                                      file_checks
    what a PDF says by itself: number, total, attached data, head                                                  printed_paper
    whether later prints have the bytes of the first, or a reason                                                  print_checks
    whether a row was changed by hand                                                                              reads/store/tree_checks
    what a restored database misses in the books: logo, PDFs                                                       missing_after_restore
    the log and the chain of papers for an auditor without wetread                                                 export
    who stamps, and what happens without an answer                                                                 stamping
"""
