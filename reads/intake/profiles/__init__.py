"""How a source writes its reads, as books/profiles/*.toml tell it: one file a kind of source.

Where is …?
    what a table's profile may say: columns, header row, rows to skip, times, two reads in a row  table
    what a profile of an HL7 sender may say; which of several a message falls under (MSH-4)       hl7
    what a profile of a FHIR sender may say; which departments' reports are passed over           fhir
    what a profile of a bank's CSV may say: sign, decimal comma, pending rows                     bank
    what every profile may say: its kind, zone, encoding, a source's words                        profile
    which profile a name means; what is wrong with any profile in the books                       books
    how a proposed profile is written down as a file                                              profile_text
    the reference of all these keys                                                               key_reference, key_sentences
"""
