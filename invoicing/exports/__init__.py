"""For accounting: one file a format, each a pure function of the same journal (spec 4.4).

Where is …?
    the one journal                            journal         the chart of accounts                chart_of_accounts
    what is exported, once                     service, export_batch    read, not yet invoiced      accrual, accruing
    a product's import file                    quickbooks_online, xero, sage_intacct, netsuite, quickbooks_iif
    ledgers, workbook, e-invoice               beancount, hledger, general_journal, workbook, xlsx, csv, ubl
"""
