"""The only room that opens a database: engine, column types, migrations, the audit log, keys, backups (spec 7).

Where is …?
    when something counts as committed: pragmas, the lock taken before a decision is read; read-only               engine
    how often a transaction is begun again when others were in the way; when it is called busy                     retry_when_busy
    who writes while others wait                                                                                   current_writer
    whether a decision that took time still holds when it is carried out, else decided again                       decide_then_record
    rows that exist on trial alone, seen by one session and kept nowhere                                           on_trial
    which schema version a database needs; a newer or a stranger's database is refused                             schema
    that issued papers, reads and entries can't be changed or deleted, REPLACE included                            append_only
    who did what, when and why: an event, chained by its hash, and its place in the transaction                    events
    which events of the audit log are on a page, by day and person                                                 event_pages
    whether the audit log is whole, none cut off its end                                                           audit
    what a check says of something that is not as it was written                                                   damage
    whether a row of any table was changed, inserted or deleted by hand                                            tree_checks
    whether a guard against changes was taken off or altered                                                       guard_checks
    whether an index, table or trigger is gone or new                                                              schema_checks
    whether an older database was put in the newer one's place, or both chains rewritten: noted outside the books  anchors
    which rows of a transaction are sealed into the hash tree                                                      hash_tree_leaves
    how the hash tree's nodes and root are made of its leaves                                                      hash_tree
    whether a time stamp of an authority holds (RFC 3161)                                                          timestamps
    a time stamp whose certificates stand in another order                                                         certificate_order
    how patients' fields are encrypted, bound to table, column and row                                             patient_fields
    making, checking and changing the key to patients' fields; a lost or wrong one                                 keys
    what a backup's file holds, its seal and encryption; a damaged one                                             backup_file
    of which moment a backup is; a file that is there is never written over                                        backup
    when a backup may take a database's place (--replace), what is checked first, what is kept aside               restore
    which papers, payments, claims, answers, bank files and mails a restore would lose (--forget)                  lost_by_restore
    that a number of a series (claims, interchanges, exports) is never given twice                                 number_series
    at which number invoices go on after a restore, so that none is given twice                                    numbers_after_restore
    that a file is there whole or not at all, with which rights; which leftovers are removed                       private_files
    what is looked at of a database that was never used: an empty one, made nowhere                                store_to_look_at
    which rows of a month are kept in a file beside SQLite, when it is taken, made anew, deleted                   month_file
    whether a short command looks at SQLite without the ORM                                                        look_without_orm
    how rows are asked for that have one of thousands of values                                                    one_of_many
    the one JSON text of a value, so that equal values have equal hashes                                           canonical_json
    how money, days and decimals are stored alike on SQLite and PostgreSQL                                         columns
    each change of the schema                                                                                      migrations/
    what names patients and waits on the disk, encrypted: for as long as it is asked for, then gone                sealed_spool
    plumbing                                                                                                       errors, postgres_tools, raw, rows, spool, tables
"""
