"""Money in: accounts, payments, aging, statements, mail (spec 4.2, 4.8, 4.9).

Where is …?
    what is open of a paper, payment or credit on a day; unapplied cash                           account
    whether a paper is issued, partly paid, paid, credited, written off                           paper_status
    which amount settles which paper, in which order                                              allocate
    how money is booked: the same payment twice, unapplied cash, credits, write-off, taking back  book_payments
    whether a payment earns the discount for paying early                                         invoicing/pricing/early_payment_discount
    which early-payment discounts are booked with a payment, and fall when it is taken back       discount_entries
    on which day money may be booked (60 days back, none to come); whose account, which papers    payment_request
    whether a day is locked                                                                       invoicing/papers/locks
    giving unapplied cash back                                                                    refunds
    what becomes of payments and credits of a paper that is cancelled                             cancelled_papers
    how many days a paper is overdue, and in which column of the aging                            aging
    what a client disputed and no paper has taken back yet                                        disputes
    what a payer kept back of a paper with its reason, while it is open                           payer_queries
    who is reminded, at which level, of what net amount (less payments, credits, disputes)        reminders
    late interest, shown and never added; which percent a paper bears (its contract's version)    interest
    what a statement of account holds                                                             statement
    whether a mail may go out, once; in doubt after a broken line; marked as sent by post         sent_mail
    which parts a mail has; whether its server is this machine                                    mail
    when a mail server is trusted; that all recipients get it or none                             smtp
    what became of a paper: payments, interest, mails                                             history
    a bank's file and its lines                                                                   bank/
    plumbing                                                                                      errors, mail_errors, paper_accounts, repository, tables, views
"""
