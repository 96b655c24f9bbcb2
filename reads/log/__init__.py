"""The append-only register: every read with its versions, voids, and what waits in quarantine (spec 2.2).

candidates ── versioning (new, known, a version, a conflict) ── service (records it) ── tables
Where is …?
    what a read that arrives means             versioning      the seven counts                     outcome
    a void, and taking it back                 voids           a person's decision on quarantine    decisions
    undoing an import                          batches         a read's history                     history
    pages of reads by key                      pages           orders beside reads                  orders
    the live feed, its heartbeat               mllp_server     a folder that is watched             watched_folder
    the reads of some days, by shared words    rows_in_window
    one study under two names                  twins           rows of a downtime log               downtime_merge
"""
