"""Who and where, by date: the files of the books, read, checked, kept version by version, and looked up on a day (spec 1).

read_directory ── csv_file, table_source ── schema (columns, cell_types) ── row_checks, cross_references ── load_directory ── directory

Where is …?
    which files and columns the books have, and which of them are needed                                                 schema
    what a cell may say: a date, a state, a ZIP, a time zone, an e-mail, a place of service                              cell_types
    what the cells of one row must be to one another (until after from, a state in the US)                               row_checks
    an id that its file doesn't have: a facility's client, a licence's reader, what a name means                         cross_references
    two rows of one id in force on one day, the same row twice                                                           rows_of_one_id
    which file of the books is missing; a needed cell that is empty                                                      read_directory
    which row holds on a day (facility, location, an exam's own before `*`); which reader, facility, payer a word means  directory
    which row holds in the hour between two midnights, where the next has another time zone                              row_of_moment
    which of a site's dated rows, and so which owner, a billed read falls under                                          invoicing/contracts/contract_of_read
    what names.csv says that a source's word means, at one facility or everywhere                                        names
    whether two spellings are one person; which words are titles, Jr and Sr; how a name is taken apart                   person_names
    what an unknown word might mean, likeliest first, and which row would teach it                                       proposals
    what is wrong with a CSV of the books: no UTF-8, an unknown or missing column, an open quote                         csv_file
    what a spreadsheet did to a CSV when saving it: 1/31/2026, 30.0, TRUE, an apostrophe before an id                    saved_by_spreadsheets
    where a table stands: CSV, a workbook beside it, books.xlsx; one that stands twice                                   table_source
    books.xlsx, for editing all tables in a spreadsheet: how it is made                                                  edit_workbook
    when books.xlsx may be written or taken over into the CSV files                                                      workbook_round_trip
    how one row is put into a file, all other bytes kept; refused when the file was edited meanwhile                     row_writer
    the lines to paste for codes and readers that are missing                                                            lines_to_paste
    which settings wetread.toml may have, and their defaults, names of accounts too                                      setting_keys
    what is wrong with wetread.toml; where database, key and backups' recipient are looked for                           settings
    the group's own urgency classes; which columns group and payers' rules have                                          group_and_rules
    how invoice numbers may be written, WR-{year}-{seq:05d}                                                              invoice_number
    after how many days which reminder goes out, as the books write it                                                   reminder_levels
    whether a bank's routing number is one (check digit)                                                                 bank_routing
    payers/rules.toml: what a rule of a payer or state may say                                                           payer_rules_file
    what loading the books would change, row by row; an id that lost its zeros                                           differences
    whether a changed row says something new; the directory as it was earlier; which day is today for the group          load_directory
    what is the United States: states, territories, words for the country; which states border each other                united_states
    which fields client, facility, reader, location, payer, exam have                                                    model
    a file in the books' folder that nobody reads, a logo that is missing                                                books
    the skeleton that `wetread init` writes, never over anything                                                         new_books
    the reference of columns and settings                                                                                column_reference, setting_sentences
    plumbing                                                                                                             column, file_read, repository, tables, toml_cells
"""
