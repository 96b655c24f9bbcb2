"""A profile proposed for a file that nobody has described: by its column names, its content, and what the books know.

Where is …?
    which column of an unknown table is which field, by its name and its content          columns
    a row with two reads: which columns are the preliminary's, which the final's          two_reads
    how an unknown file writes its days and times; month or day first                     times
    whether a spreadsheet has swapped day and month in a column, or made it numbers       time_columns
    in which encoding an unknown text file is                                             encoding
    what the words in a column mean to these books, which nobody can tell                 known_words
    which rows of an unknown table are none: totals, printed lines, its header again      rows_that_are_none
    a column left out, of several readers, with a zone or a quantity in it: what is told  columns_in_doubt
    the whole proposal: profile, doubts, the rows left out                                proposal
    the first ten rows as they would be read, beside what was sent                        preview
    what a person said beforehand: facility, sheet, a column chosen                       told_by_person
"""
