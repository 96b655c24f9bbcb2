"""The month in a browser: a second face over the same services (spec 9). No rule lives here.

serve      starts and stops the server, prints the link        gate       who may ask, and how; on every request
site       the books that it shows, and who may do what        sessions   one-time links, cookies
app        the server's application                           once       a form is carried out once, ever
routes     which page answers which address                    pages/     one file a page: words in, one service, a page out
page       templates to answers with their headers             file_form  forms with files
work       what runs beside the pages, and how far it is       beside     heavy work in a process of its own
asked      numbers in addresses and forms, of bounded length   turns      the same form twice at once: one after the other
stamping   time stamps of what was done                        looks      what takes long to reckon is kept; looking asks for it
"""
