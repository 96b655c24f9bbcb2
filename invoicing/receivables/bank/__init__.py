"""Bank files: their lines read, kept once each, matched to open papers, and posted by a person (spec 4.9).

Where is …?
    which format a file is                     bank_file       which paper a line pays              payment_matching
    what a line is matched with                match_ground    what a match is                      match_values
    which matches `--exact` posts              exact_matches   booking it                           posting
    an advice beside its bank line             exact_matches
"""
