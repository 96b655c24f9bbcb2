"""Closing a month: gathered, looked at, issued; and what issued months are put right by (spec 3.6, 4.1).

gather ── preview ── month_to_close ── close ── papers          issued months ── months_to_recheck ── adjustments_due ── difference

Where is …?
    which reads may belong to a month, by any of their moments                                                                        month_reads
    every read of a month with its door, and the reads that its price depends on                                                      gather
    what reads are routed on: directory, contracts, releases by a person, reads on claims                                             books_for_routing
    which reads of a month go the same way, so that each kind is routed once                                                          reads_by_kind
    what a contract's month costs with its reads on that ground; reads counted by door                                                month_by_door
    what a month would bill: the contracts in force, their drafts, what is open, what is held; a contract that has ended              preview
    what stands on a draft or memo: manual lines, terms (asked of contracts/payment_terms); nothing to bill; lines that don't add up  draft
    whether a month may be issued (not over, out of order, dated far off, --strict); a difference on invoice or memo                  month_to_close
    how a month is issued: once, in turn, a total that moved since it was seen is left, over its cap                                  close
    whether an earlier month is still open (24 months back, with reads or fees)                                                       open_months
    facilities new, missing, changed since the month before; from which move on (20 %) a row is marked                                month_before
    the rows, columns and sums of a closing as they are shown                                                                         month_view
    how near a contract is to what it may not exceed, for life or a contract year; warned at 80 and 90 %                              caps
    what a month should have cost less what was billed, read by read and line by line, its tax apart                                  difference
    what of closed months is still due, priced as known now; reads that left their month                                              adjustments_due
    what a contract's papers billed for a month, together                                                                             billed_so_far
    which closed months must be priced again, by what has changed since                                                               months_to_recheck
    late reads that a contract waives (late_reads = "waive"): which facts each read of a closed month keeps                           late_reads_waived
    what closed months with waived late reads count in a quarter's or year's tiers and minimums                                       earlier_months_waived
    memos of a difference, agreed credits, manual lines, reads disputed, credited, restored; a memo's date and cap                    memos
    a client's memos issued together, if nothing moved meanwhile                                                                      memos_of_month
    how much of a paper may still be credited                                                                                         credit_limit
    which reads of a paper the hospital's list means                                                                                  named_reads
    ticked reads disputed or credited on the papers they are on                                                                       ticked_reads
    which invoice may be cancelled (no later paper carries its month), and what becomes of its lines                                  cancel
    loading the books: all or nothing, files that are gone, who permits what                                                          load_books
    whether a change moves an issued month, and is refused without --reprice; another client or currency                              repricing
    what a change would do to issued months, reckoned before it is made                                                               books_on_trial
    whether CMS files that come in would move issued months, and are refused                                                          fee_imports
    under which time zone rules issued months were priced                                                                             applied_zones
    when a file edited as text is kept, applied, or put back as it was                                                                book_editing
    which reads of a month or of the whole log are held or have no price (no_rate, no_wrvu)                                           held_reads
    what `held fix` proposes and writes so that a word clears its holds                                                               held_fix
    how held reads are grouped by cause                                                                                               held_groups
    which words the books lack, by what is held and what waits in quarantine                                                          lacking_words
    what is held, as a page shows it                                                                                                  held_look
    from which reasons a held read may be released; that many are released together or none                                           release_held
    whether a contract takes a final; a contract that would take one that is on a claim                                               third_door
    whether an import may be undone, or something of it is billed                                                                     import_uses
    why a read goes where it goes and costs what it costs, beside what was billed                                                     explain_read
    how that explanation is shown in rows and to scripts                                                                              explained_read
    which reads a page of `reads list` shows, by month, door, reason                                                                  read_list
"""
