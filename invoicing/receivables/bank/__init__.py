"""Bank files: their lines read, kept once each, matched to open papers, and posted by a person (spec 4.9).

Where is …?
    what a bank's line pays: deposit, a payment booked by hand, number, amount, client; when that is exact            payment_matching
    papers that a line names of several clients, in another currency, or paid before                                  named_papers
    which number or client a line's words name                                                                        words_of_line
    which exact matches may be posted together; an advice beside its bank line                                        exact_matches
    what lines are matched with: open papers, payments and deposits without a line                                    match_ground
    how a line is posted, tied to what is booked, or left; a locked day; a short payment with a reason opens a query  posting
    the queries that short payments opened, as stored                                                                 payment_queries
    when two lines are one, by the bank's id or what they say; which line is money that moved                         bank_line
    lines taken once, all of a file or none                                                                           importing
    which line of an id was taken before, in any order; money that came in another file's words                       lines_before
    which format a bank's file is                                                                                     bank_file
    what is read of a BAI2 file: signs by type code, continued records, totals that don't hold                        bai2_file
    what is read of an OFX or QFX file: amounts with a comma, days without a zone                                     ofx_file
    what is read of a camt.053 file: pending entries, one entry of several transactions                               camt053_file
    what is read of an X12 820 and of CTX addenda: papers paid, why something was kept back                           x12_820
    what is read of a bank's CSV; a cell that isn't as the profile says                                               bank_csv
    what a match is                                                                                                   match_values
    plumbing                                                                                                          errors, repository, shown_lines, tables
"""
