"""What the readers are owed, and what is left (spec 4.5).

Where is …?
    which reads a reader is paid for; the lines of a statement                                                      pay
    at which rate a read is paid, with which differential; a read that can't be priced                              rate_of_pay
    which reads are bound to earn the same                                                                          paid_alike
    which reads' words say what was read, whoever read it; how many reads others signed                             work_by_reader
    what one reader did, in the order of signing; from which country                                                reads_of_reader
    above how many exams a bonus begins, rounded to a whole number; pay by the hour, extras of nights and holidays  hourly
    what a reader did, where and on whose clock, whoever is billed; test patients and void reads left out           reads_done
    who can be paid this month and who can't; work by country; readers without an agreement                         statement
    whether a W-8BEN or W-9 is on file and still valid; a form that will expire                                     tax_form
    which exchange rate converts a month's pay; a rate that leaps                                                   exchange_rates
    what hours.csv and payments.csv may say; more than 24 hours a day; a row twice; a payment in another year       hours_and_payments
    hours that no agreement pays, or whose kind no extra asks for                                                   unasked_hours
    what an agreement may say                                                                                       agreement_file
    which agreement is in force, what its terms are                                                                 agreement
    two agreements of one reader on one day; names that nobody bears                                                books
    revenue, pay and what is left, by client, facility, modality; in which currency                                 margin
    how an amount is divided so that its parts add up                                                               largest_remainder
    from which sum a 1099-NEC is due; what was paid in a year, by the day of payment                                year
    the year's list as rows and CSV                                                                                 year_rows
    which statements some reads were paid by                                                                        paid_reads
    the statement's reads as a table                                                                                statement_reads
    all agreements as they stand on a day                                                                           agreement_list
    plumbing                                                                                                        errors, views
"""
