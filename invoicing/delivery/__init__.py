"""How a client gets its papers: profiles of books/delivery, and one pure function a format (spec 4.10).

Where is …?
    how a client wants its papers: which kinds and keys there are                             profile
    what is wrong with a delivery profile                                                     read_profile
    which of our fields a portal's column may have; a file without a column for the currency  portal_csv
    what a cXML invoice says, signs of credits                                                cxml
    what an X12 810 says: references, terms; letters and lengths that it can't hold           x12_810
    what a UBL invoice says                                                                   invoicing/exports/ubl
    the charges of a delivered paper, so that quantity × price is the amount                  parcel
    which papers go out, once, into which folder                                              invoicing/documents/outbox
    the reference of delivery keys                                                            key_reference
    plumbing                                                                                  errors
"""
