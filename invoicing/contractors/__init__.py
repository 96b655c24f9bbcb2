"""What the readers are owed, and what is left (spec 4.5).

Where is …?
    an agreement                               agreement, agreement_file    pay by read, wRVU, hour  pay, earned, hourly
    who read what, in columns                  work_by_reader, reads_of_reader    reads that earn alike  earned_alike
    hours, payments; which rate converts       hours_and_payments, exchange_rates    a month's statements     statement
    tax forms, the year's list                 tax_form, year               revenue less pay         margin
"""
