"""Closing a month: gathered, looked at, issued; and what issued months are put right by (spec 3.6, 4.1).

gather ── preview ── month_to_close ── close ── papers          issued months ── months_to_recheck ── adjustments_due ── difference
Where is …?
    a month's rows, routed by kind             reads_by_kind
    what a month would bill                    preview, month_view     is an earlier month open     open_months
    may it be issued, or is it early           month_to_close  what a month costs against its past month_before
    late, corrected, disputed                  difference, memos       waived late reads            late_reads_waived
    how much may be credited                   credit_limit            cancelling an invoice        cancel
    loading the books, repriced months         applying, repricing     caps on a contract           caps
    what is held, released, fixed              held_groups, releasing, held_fix    why a read costs explain_read
    finals paid by the facility                third_door              undoing an import            undoing
"""
