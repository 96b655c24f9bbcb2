"""The month in a browser: a second face over the same services (spec 9). No rule lives here.

serve      starts and stops the server, prints the link        gate       who may ask, and how; on every request
site       the books that it shows, and who may do what        sessions   one-time links, cookies
app        which page answers which address                    once       a form is carried out once, ever
page       templates to answers with their headers             pages/     one file a page: words in, one service, a page out
"""
