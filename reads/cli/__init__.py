"""The commands of reads: a file a noun, no arithmetic, named like its noun; the command's parts that all share.

Where is …?
    general options, on either side of the noun; books, clock, answers; status 1: someone must look  desk
    when progress is shown, and how                                                              progress
    how wide a screen is; prose in lines that fit                                                screen
    what several commands say and ask in the same words                                          wording
    what a person reads of a failure, and the exit status of each kind                           failures
    which words the shell completes                                                              known_words
    nouns that are loaded when they are used                                                     nouns
    "did you mean" for commands, of another noun too                                             near_command
    what an import tells at its end                                                              intake_report
"""
