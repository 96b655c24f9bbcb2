"""The month in a browser: a second face over the same services (spec 9). No rule about money, reads or papers lives here.

Where is …?
    who may ask: host, origin, session or proxy, read-only; headers of every answer               gate
    at which port or socket the pages listen, who may start them so; one-time links; the end      serve
    how long and how often a sign-in link is good; how long a session lives                       sessions
    under which host names and origins the pages answer; viewers; the server's folder and secret  site
    that a form is carried out once, ever; sent again it shows the first outcome                  once_keys
    a form sent twice at once waits for its first sending                                         form_queue
    how a form is read and bounded; a refused one comes back filled in                            form
    that a form's files are there while it is carried out, and gone after                         file_form
    how large an upload may be, where it lies, when it goes                                       upload
    what an import said besides its counts, until its page is shown                               told_of_imports
    which number of a browser's is taken, and how long it may be                                  bounded_numbers
    what runs beside the pages, one at a time, how far it is                                      long_work
    which work runs in a process of its own, and how a stop ends it                               worker_process
    whether a look that is kept still holds, or is reckoned anew                                  kept_looks
    which looks pages show, and when they are reckoned beside                                     looks_of_the_books
    what to press instead of a command                                                            remedies
    which page answers which address                                                              routes
    how an error becomes a page; which assets are given out                                       app
    the frame of all pages; which HTTP status an error has; times on the group's clock            page
    what each form on a paper's page does                                                         paper_deeds
    drafts and missing files printed for pages, beside them                                       printing
    where pages' mails are sent from                                                              mailing
    time stamps after a deed of the pages                                                         stamping
    each page                                                                                     pages/
    plumbing                                                                                      books, tables
"""
