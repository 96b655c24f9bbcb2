"""The report's sections: each from figures to its lead, charts and tables.

Where is …?
    the chart of revenue by client and modality, and of the last twelve months  revenue
    the chart of turnaround, in bins, and its table by target                   turnaround
    the chart of reads by hour, and the week as a map                           hours
    the chart of what is held                                                   held
    the chart of how finals agree with wet reads                                discrepancies
    the chart of what clients owe                                               aging
    the chart of margin, and the steps to it                                    margin
"""
