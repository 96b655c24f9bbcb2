"""Where does a read go? ToHospital, ToInsurer, Held or Nowhere: types, so that no read can take two doors. Pure (spec 5.1).

Where is …?
    the table of doors and holds               rules           what the directory knows of a read   facts, resolved
    why a read is held, in words               reasons         a second final of one study          second_interpretations
    one study under two names                  same_study      the types                            route
"""
