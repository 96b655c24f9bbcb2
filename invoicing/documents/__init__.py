"""What is printed: a paper to a view (pure, texts only), to HTML (Jinja2), to PDF/A-3a and PDF/UA-1 (WeasyPrint) (spec 4.3, 4.11).

paper ── paper_view, schedule ── own_templates ── pdf ── schedule_overlay (rows drawn) ── archival_proof ── printed_file

Where is …?
    what page one says: sections by facility, subtotals, due, terms, early payment, how to question a read           paper_view
    which columns and rows the schedule has, subtotals, four places where lines are rounded                          schedule
    how wide its columns are, where a page ends                                                                      schedule_layout
    where a text is broken into lines                                                                                line_breaks
    how figures, dates and times look on paper                                                                       figures
    who a paper is from and to                                                                                       parties
    what a statement of account says, the steps of its aging                                                         statement_view
    what a statement of pay says; no read is named                                                                   pay_view
    which texts can't be printed, each by its place, before anything is laid out                                     missing_glyphs
    which characters the fonts can draw, how wide they are                                                           fonts
    that a paper which can't be printed is left at the issue and the others go                                       printable_issue
    that a look at a month tells what can't be printed, and reads without a turnaround                               printable_look
    whether a changed logo, template or name can be printed, tried when the books are loaded                         specimens
    which template and stylesheet count, the books' or the project's                                                 own_templates
    where the logo may lie, which kinds of picture it may be                                                         logo
    what a template may touch; a name that it misspells                                                              filled_template
    within which time and memory a group's own template must be done                                                 bounded_templates
    which files a document may load                                                                                  allowed_files
    what a PDF must not hold to be PDF/A-3a and PDF/UA-1 (a logo's colours, a foreign font, a form field)            archival_proof
    by which marks a PDF says what it is                                                                             pdf_identifiers
    how HTML becomes a PDF with its data attached, the same bytes each time                                          pdf
    one table over several pages for a screen reader                                                                 joined_tables
    the schedule's rows drawn as text into the PDF, and tagged for a screen reader                                   schedule_text, schedule_tags, schedule_overlay
    which pages of a schedule are laid out once for many                                                             repeated_frames
    whether a paper is filled into the layout of one like it, or laid out anew                                       repeated_papers, page_forms
    which texts of such a paper differ, and whether a line of them can be set in the old one's place                 markup_texts, numbered_texts, set_lines
    which of a page's drawing is kept and which texts are drawn again                                                drawn_pages
    which fonts and stylesheets are read once for many papers                                                        loaded_styles
    which font files a paper may embed                                                                               own_fonts
    what WeasyPrint imports only when it is used                                                                     weasyprint_import
    where the C libraries lie that it loads                                                                          c_libraries
    which files a paper should have, where, which are missing                                                        paper_files
    whether a paper may be printed again with other bytes: never without a reason                                    reprint
    what a print's bytes depend on, and which of it changed: template, logo, font, version                           print_inputs
    what a paper's PDF is made of, its schedule within or apart, encrypted                                           print_files
    under which password a separate schedule is encrypted, printed or mailed                                         schedule_password
    after how many papers a worker process is replaced                                                               print_processes
    whether papers are printed by this machine or a cluster                                                          print_place
    whether a cluster's worker would print the same; its address                                                     dask_cluster
    which drafts of a month are written, watermarked and without numbers, and their workbook                         drafts
    what a page needs of a month's look, small enough to keep                                                        month_look
    which papers are delivered, to outbox/, once each; the form that a client wants; a currency not listed           outbox
    that an invoice is cancelled and its payments freed in one transaction                                           printable_cancel
    to whom a mail goes, what it carries                                                                             mails
    which of a month's papers are mailed, those that no mail took before                                             mailing_month
    what a mail says                                                                                                 mail_text
    which reminders are mailed                                                                                       reminder_mails
    that one mail that fails stops no other                                                                          mail_steps
    whether a mail may go out twice                                                                                  invoicing/receivables/sent_mail
    the report as one file without network                                                                           report_page
    every fault of the whole books at once: contracts, agreements, profiles, deliveries; misnamed files              checked_books
    plumbing                                                                                                         errors, printed_file, pay_statements, pdf_objects, statements
"""
