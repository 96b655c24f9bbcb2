"""The month on one page: what was read and billed, how fast, what is stuck, who owes (spec 4.7).

Where is …?
    which papers, reads and accounts a report is made of; a month without papers yet  gather
    revenue by client and modality, so that it adds up to the papers                  revenue
    the steps between the papers' revenue and the margin's                            revenue_bridge
    how long wet reads took, and whether that was in time for a clause                turnaround
    at which hour and weekday reads are signed, by door                               volume
    the report's figures; how often each reason holds reads                           report
    each key figure beside the month before                                           cards
    which cards and sections there are                                                view
    one section each                                                                  sections/
    how charts are drawn, to which scale                                              charts, drawing
    how the report writes figures, minutes, percents                                  words, cells
    the report for scripts                                                            document
    plumbing                                                                          page
"""
