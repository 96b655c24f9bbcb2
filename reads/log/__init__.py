"""The append-only register: every read with its versions, voids, and what waits in quarantine (spec 2.2).

candidates ── versioning (new, known, a version, a conflict) ── record_reads (records it) ── tables

Where is …?
    whether a read that arrives is new, known, a version or a conflict; which version counts (by the sender's time, whenever it arrives); a number reused (180 days)  versioning
    how a row is dealt with and counted on arrival; the control total (--expect-rows)                                                                                 record_reads
    the seven counts of an import, and what of it needs a person                                                                                                      outcome
    reads signed half a year from the rest of their file                                                                                                              signed_far_from_rest
    which reads are void; a void taken back by a person                                                                                                               voids
    a cancellation that comes before or after its read; what comes in under a void                                                                                    under_void
    what a person may decide of a row in quarantine: accept, discard, as new, correct; void one read                                                                  decisions
    a whole list of reads voided or restored: all or none                                                                                                             many_reads
    what waits in quarantine, with the differing fields side by side                                                                                                  quarantine
    a row that waited for a word is brought in once the books know it                                                                                                 words_taught
    which words of an import the directory lacks                                                                                                                      unknown_words
    under which earlier words for its facility the log may have a read                                                                                                facility_words
    under which words a reader's reads stand in the log                                                                                                               reader_words
    undoing an import: what it takes back, what came on top of it                                                                                                     batches
    which imports stand and which were taken back                                                                                                                     undone_imports
    whether something of an import is billed, so that it can't be undone                                                                                              invoicing/closing/import_uses
    what an order adds to a read that lacks it (receipt, class, payer)                                                                                                orders
    which studies were ordered and never read                                                                                                                         ordered_unread
    a read that is signed and whose order is cancelled: it is billed, and told                                                                                        cancelled_orders
    a retyped read of the downtime log beside the system's: which of two texts holds                                                                                  downtime_merge
    a retyped read beside the system's under another exam: perhaps billed twice                                                                                       downtime_doubles
    accessions that differ by leading zeros alone: perhaps one study, only told                                                                                       accessions_without_zeros
    accessions that differ by marks alone (A-902, A902) for one exam of a day: only told                                                                              accessions_with_marks
    for which reads another of the same study is looked for in the log                                                                                                same_study_in_log
    whether two reads are one study under other words                                                                                                                 reads/routing/same_study
    what else was signed as final under the same accession                                                                                                            finals
    when a live feed's message is answered AA, AE or AR, and recorded before                                                                                          feed_recorder
    how many connections the feed takes; idle limits, half a message, refused ones                                                                                    mllp_server
    in which turn senders that wait at the same time are served                                                                                                       sender_turns
    after how many hours a silent facility of the live feed is told; the heartbeat's document                                                                         heartbeat
    when a file in a watched folder is whole, and taken once                                                                                                          watched_folder
    a profile proposed for a file, and kept in the books                                                                                                              look_at_unknown_file
    what happened to a read: versions, voids, by whom                                                                                                                 history
    which reads are on a page of the log, in the order of signing                                                                                                     pages
    whether a file that a month's reads are kept in says what the log says                                                                                            month_file_checks
    which reads lie in a stretch of days, by exam, receipt or signing                                                                                                 rows_in_window
    which stored reads an accession or key means, its case aside; which version is the current one                                                                    read_versions
    whether an addendum's signer is spelled otherwise in the log; which keys it has                                                                                   repository
    many first versions put in at once; that an empty field stays empty there, never NULL                                                                             bulk_insert
    when an import goes without the indexes by time until its end                                                                                                     late_indexes
    plumbing                                                                                                                                                          errors, tables
"""
