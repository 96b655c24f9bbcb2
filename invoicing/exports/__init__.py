"""For accounting: one file a format, each a pure function of the same journal (spec 4.4).

Where is …?
    which entry a payment, invoice, write-off, refund or deposit makes in the journal                                  journal
    which of the group's accounts a line posts to; what a client or rate is called there                               chart_of_accounts
    which papers belong to a period; an invoice's month, a memo's date                                                 papers_and_deeds
    what is new to a target, each document once; a batch written again or anew; a locked period's batch is final       export_once
    what a batch keeps so that its bytes come back                                                                     export_batch
    which papers and deeds an export takes, those of earlier months overlooked; whether it names studies               export_material
    what was read and not yet invoiced at a month's end                                                                accrual
    which months are accrued, priced as known now                                                                      accrual_months
    what a deed on an account did on which day                                                                         movements
    how a paper's lines are shown: by read, rate, modality or one; what rounding makes                                 line_grouping
    what a product's file can't take: a text too long or like a formula, too many rows, a currency; how it is divided  import_file
    a document left out of an export, and why                                                                          left_out
    what QuickBooks Online takes: columns, 100 invoices a file, credits left out                                       quickbooks_online
    what QuickBooks Desktop's IIF takes: lists, signs, a number longer than 11 characters                              quickbooks_iif
    what Xero takes: columns, 500 invoices, credits as negative amounts                                                xero
    what Sage Intacct takes: the head on an invoice's first line, credits left out                                     sage_intacct
    what NetSuite takes: an External ID on every row, credits left out                                                 netsuite
    the journal as CSV: debit or credit, never both                                                                    general_journal
    the journal as beancount takes it, balances asserted                                                               beancount
    the journal as hledger takes it, balances asserted                                                                 hledger
    under which root (assets, income) an account stands in beancount and hledger                                       ledger_account_words
    the workbook's five tables and their columns                                                                       workbook
    the workbook as XLSX: which columns are money, a total for each currency                                           xlsx
    how a cell stands in the XLSX: texts never formulas, what Excel refuses                                            spreadsheet_ml
    which number formats and styles the XLSX has                                                                       spreadsheet_parts
    the workbook as CSV, one file or five; a text like a formula is quoted                                             csv
    a UBL invoice (EN 16931): tax category, credit note, sign of quantities                                            ubl
    what an exchange network asks besides (PINT)                                                                       ubl_network
    which formats there are, what each is for, which go to a target once                                               formats
    what a person may ask for: months, grouping, template                                                              export_request
    what is told of an export                                                                                          export_report
    into which files an export goes: one, several, a folder, a zip                                                     export_files
    plumbing                                                                                                           errors, repository, tables
"""
