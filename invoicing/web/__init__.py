"""The month in a browser: a second face over the same services (spec 9). No rule lives here.

Where is …?
    starting, stopping, the printed link           serve           who may ask, and how; on every request  gate
    the books shown, and who may do what           site            one-time links, cookies                 sessions
    the server's application                       app             which page answers which address        routes
    a page: words in, one service, a page out      pages/          templates to answers with headers       page
    a form is carried out once, ever               once_keys       the same form twice at once             form_queue
    what runs beside the pages, and how far        long_work       heavy work in a process of its own      worker_process
    what takes long to reckon is kept              kept_looks      looks at a month, at what is held       looks_of_the_books
    numbers in addresses and forms, bounded        bounded_numbers forms with files                        file_form
    time stamps of what was done                   stamping        deeds on a paper's page                 paper_deeds
"""
