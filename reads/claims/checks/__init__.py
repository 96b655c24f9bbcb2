"""Is the final billable? One file a kind of check, all of them listed in `all_checks`.

Where is …?
    the list of all checks, what each asks and its source                                                                       all_checks
    ZIP+4 of the reading place, enrolment, licences, Medicaid out of state (border states), the Blue plan                       enrollment_and_license
    no place of service, or 02, 10, 12 on an image read; modifier 26; the code's modality; charge; duplicate; too late to file  service_line
    diagnosis of the day, NCCI pair, units over an MUE, the contractor's payer id                                               code_set_checks
    patient, member id, ZIP, NPI, number of diagnoses, parts of the report, consent, a major discrepancy                        documentation
    accident, admission, mammography certificate, further payers, telehealth's end, draft from abroad                           claim_parts
    what a hold says: rule, source, how sure, whether a person may release it                                                   problem
"""
