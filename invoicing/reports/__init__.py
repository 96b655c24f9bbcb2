"""The month on one page, a hospital's list beside ours, trials of contracts and releases (spec 3.5, 4.6, 4.7).

Where is …?
    which class a row of a hospital's list gets: matched, units or price differ, duplicate, ours or theirs only; close matches  reconcile_match
    which of our accession numbers theirs means: prefixes, zeros, several in one cell; how near in time (an hour)               reconcile_accessions
    which columns, times and totals are read of their list                                                                      reconcile_list
    which rows of their list are none by their own words: cancelled, void                                                       reconcile_status
    amounts of their list: trailing minus, decimal comma; units of what they took back                                          reconcile_amounts
    our side of a reconciliation: reads as billed or as they would be, months around                                            reconcile_billed
    the bridge from their total to ours; how many percent apart                                                                 reconcile
    what is tolerated (half a percent); a reconciliation for scripts                                                            reconciliation_tolerance
    a reconciliation as tables                                                                                                  reconcile_tables
    a draft contract on past months, beside what was billed                                                                     contract_trial
    on which past months a draft is tried where none is named                                                                   draft_on_past_months
    what a new CMS release does to a month                                                                                      release_comparison
    what all papers together billed for a month, agreed amounts apart                                                           billed_for_month
    where each month stands, from draft to paid                                                                                 where_months_stand
    which papers of a month are issued, sent, paid, and which must still be sent                                                issued_sent_paid
    what a person has to do next                                                                                                next_steps
    the month on one page                                                                                                       month/
    plumbing                                                                                                                    errors
"""
