"""The `wetread` command and its nouns: a file a noun, named like it; no arithmetic.

Where is …?
    which nouns there are, and where errors become words                     main
    a month as the terminal shows it                                         month_shown
    how columns of figures stand under each other                            columns
    the files of papers: a bar while they are made, and what became of them  paper_files
    what `invoice show` tells beside a paper                                 paper_history
    which numbers and names the shell completes                              known_words
"""
