"""One file a page: reads words, calls one service, and shows its answer.

Where is …?
    / and /months: where the month stands                            month
    /import: dropping files, choosing columns                        importing
    /imports: what came in, undone                                   imports
    /by-hand: one read written down                                  by_hand
    /reads: the log, one read, void and restore                      reads
    /held: causes and the forms that mend them                       held
    /held: rows of the quarantine decided or put right               quarantine
    /books and /contracts: files edited, tried, saved                books
    /close: what issuing would write, confirmed by typing the month  close
    /papers: one paper and its forms                                 papers
    /deliver and /reminders: papers and reminders that go out        deliver
    /accounts: what clients owe, a payment read back and booked      accounts
    /bank: lines beside what they pay, booked when ticked            bank
    /claims: the work list, files of claims                          claims
    /claims/list: claims, voided and replaced                        claim_list
    /claims/answers: 999, 277CA, 835; denials; silent claims         claim_answers
    /pay and /margin: statements of pay, what is left                pay
    /reconcile: a hospital's list, disputed from there               reconcile
    /report: the month on one page                                   report
    /exports: files for accounting                                   exports
    /fees: CMS files and their comparison                            fees
    /audit: the log and verification                                 audit
    /health: doctor and backups                                      health
    /work: how far long work is, stopping it                         work
    /sign-in: the link's button                                      sign_in
"""
