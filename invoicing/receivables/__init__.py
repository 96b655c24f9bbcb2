"""Money in: accounts, payments, aging, statements, mail (spec 4.2, 4.8, 4.9).

Where is …?
    what is open of each paper                 account, paper_status    which amount settles what   allocate
    booking money                              service                  days overdue                aging
    a statement of account                     statement                interest shown              interest
    mail to a client                           mail, smtp, sent_mail    what became of a paper      history
"""
