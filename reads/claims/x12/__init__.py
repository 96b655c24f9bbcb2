"""X12: claims written as 837P and read back, and what payers answer (999, TA1, 277CA, 835); text in, values out.

Where is …?
    which segments our 837P has, loop by loop, in which order                                                         segments
    how long an element may be and which form it has (amount, NPI, day, phone)                                        element_kinds, elements
    what earlier payers' elements may hold (CAS, MOA)                                                                 other_payer_kinds
    what an 837P can't carry: contradictions between elements, pointers, other payers' sums                           validate_837p
    how names and addresses are made plain capitals; a delimiter in a name                                            folded
    what a claim says in its file, level by level, and all that is wrong with it                                      claim_text
    which parts of a claim its file leaves out or alters                                                              claim_as_filed
    how many claims a transaction set has; in which order claims stand; trailers and counts                           write_837p
    that a written file says what was meant                                                                           compare_837p
    reading our own 837P back, strictly                                                                               read_837p, cursor
    which delimiters a file has; folded lines, a file cut short, exact amounts                                        segment_reader
    which sets a payer's file holds, whose envelope; counts that don't fit                                            response_file
    whether an 835 adds up: line, claim, payment                                                                      balance_835
    what is read of an 835; a segment that stands where none belongs                                                  read_835
    whether a claim was paid, denied, reversed; what makes two payments the same (trace, payer, day, amount)          remittance_835
    what each code of a payer decides (CLP02), and that an unknown one decides nothing                                payer_statuses
    whether a file was accepted (TA1, 999); a code that is not known                                                  ack_999
    what a payer's own reading of a file refuses after its 999 (824)                                                  advice_824
    whether a claim was accepted (277CA), by category and code; of a whole batch                                      status_277
    adjustment groups and reasons, PLB codes in words                                                                 adjustment_reasons
    remark codes in words (N264, MA18)                                                                                remark_codes
    what MIA and MOA say besides, in words                                                                            adjudication_words
    error and status codes of 999 and 277 in words                                                                    code_words
    how a line of the table of segments is written and read                                                           segment_line, segment_table
"""
