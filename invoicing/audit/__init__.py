"""Whether everything is as it was written: papers, payments, claims' answers, files and the log, checked and exported (spec 7).

A row that was changed by hand is named by the store's check of the hash tree.

Where is …?
    all checks together                        verify          one paper by itself                  paper_checks
    decisions and payments against events      decision_checks, payment_checks    answers of payers ledger_checks
    the books against what is loaded           books_checks    for an auditor without wetread       export
    files on disk, what a PDF says itself      file_checks, printed_paper
    prints against the first                   print_checks    what a restored database lacks       lacking
    all of it, for all who verify              verify_books    time stamps by an authority          stamping
"""
