"""The account of a claim: what payers said, as dated postings that are added up.

Where is …?
    what is paid, open, contractual, denied and the patient's share after several payers and reversals; a claim's state         payer_decisions
    which stored answers are added up as of a day, secondary claims' too                                                        accounts
    which kind an amount of an 835 is: paid, patient's, contractual (CO-45), denied, prior (OA-23), interest                    postings
    the state of a claim before any payer paid or denied (999, TA1, 824, 277CA); a rejected group takes all its sets            told_state
    which of our claims an answer means: by control number, by REF*6R                                                           claims_meant
    whether an answer is meant for these books: receiver, NPI, tax id, test or production                                       our_identifiers
    which prefix our references bear, where control numbers begin                                                               reference_prefix
    what is entered of an 835: decisions, deposit, provider adjustments                                                         enter_remittance
    which claims a 999, TA1, 824 or 277CA tells, all of a rejected batch too; whether it names a file or group of ours (GS06)   enter_status
    in which transaction the rows of a set are written, whole or not at all                                                     posting_answers
    denials of claims that these books don't have                                                                               claims_elsewhere
    which field of wetread mends a denial or rejection, by its code                                                             denial_remedies
    whether a deposit is its claims less adjustments (PLB); what it books as cash                                               deposits
    a claim's decisions as they are shown, and why in words                                                                     ledger_entries
    what the audit log keeps of a file of answers, to find a changed row                                                        digest
    plumbing                                                                                                                    answer_rows, repository, tables
"""
