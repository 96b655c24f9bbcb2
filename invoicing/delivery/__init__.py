"""How a client gets its papers: profiles of books/delivery, and one pure function a format (spec 4.10).

profile.py, read_profile.py   what a client asks for
parcel.py                     a paper as it is delivered: its charges, its PDF
portal_csv, cxml, x12_810     the formats; UBL is `invoicing.exports.ubl`'s
"""
