"""Invoices and memos as they stand: numbered, chained, snapshots that never change (spec 4.2).

Where is …?
    what a paper says                          paper           its number                           numbering (repository takes the next)
    numbers that files have already                printed_numbers
    a paper by the number that was typed       paper_by_number
    storing it with its reads                  issue           its text and hash                    snapshot
    decisions on it afterwards                 adjustment, recorded_adjustments    as JSON          invoice_json
    its data, as attached to its PDF               attached_data
    versions of data that priced it            outside_data    why a read stands on it              row_reasons
"""
