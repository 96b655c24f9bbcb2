"""HL7 v2: from the bytes of files and connections to candidate reads and orders.

Where is …?
    where a message begins and ends in a file or on a line: batch envelopes, log lines, line ends      pieces
    in which character set a message is read (MSH-18, else UTF-8, else Latin-1)                        decoding
    which delimiters and escapes a message has; which segments belong to which report                  message
    which messages are results, which orders, which neither; one that is rejected whole                file
    which field gives modifiers, times, the other words; a test patient; a wet read's patient dropped  reports
    which study it is: accession, exam, CPT codes, and what a field that repeats means                 study
    which fields say how far a report has come (OBR-25, OBX-11, ORC, TXA)                              status_fields
    what these statuses come to, wet, final, cancelled                                                 reads/intake/status_evidence
    who read: the person in OBR-32, by number and by name                                              people
    how a time like 20261003061200-0500 is read; the offset of MSH-7 for the rest                      times
    what a final's message says of patient, insurance, diagnoses and parts of the report               patient
    how a message is framed (MLLP), which acknowledgements its sender wants (AA, CA, MSH-15, MSH-16)   mllp
    whether a message of the live feed is answered AA, AE or AR                                        reads/log/feed_recorder
"""
