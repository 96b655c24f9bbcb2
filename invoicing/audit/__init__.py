"""Whether everything is as it was written: papers, payments, claims' answers, files and the log, checked and exported (spec 7).

Where is …?
    all checks together                        verify          one paper by itself                  paper_checks
    decisions and payments against events      decision_checks, payment_checks    answers of payers ledger_checks
    a row changed by hand: reads.store.tree_checks             the books against what is loaded     books_checks
    files on disk, what a PDF says itself      file_checks, printed_paper
    prints against the first                   print_checks    for an auditor without wetread       export
"""
