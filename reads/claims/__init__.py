"""Finals to checked claims to 837P, and the answers to them (spec 5); the only room that knows a patient.

ToInsurer ── final ── checks/ ── build ── keep_claims ── x12/write_837p ── file        answers ── x12/ ── ledger/ ── what a claim came to

Where is …?
    whether a final is billable: every check before a claim                                                                        checks/
    which rule of a payer or state answers; the last day of filing                                                                 rules/
    how an 837P is written, read back, checked; how 999, 277CA and 835 are read                                                    x12/
    whose answer it is, what payers paid, denied, took back; deposits                                                              ledger/
    which day of service and payer id finals get: alike for those of one sitting                                                   sitting
    which state a claim belongs to, and in which its reader must be enrolled, by the kind of payer                                 filing_state
    which place of service and modifiers finals get, alike but for their patients; what makes two services the same                kind_of_final, final
    which Medicare contractor a ZIP belongs to (suburbs of DC), and its payer id                                                   contractor
    which modifiers a line bears or refuses: 26, PC, TC, 95, 93, FQ, those given; their order                                      line_modifiers
    which kind of consult it is (video, audio, messaging, interprofessional), which codes are visits                               consults
    which codes are mammograms; a screening that needs no order                                                                    mammography
    which finals stand on one claim, at most 50 lines and 12 diagnoses; a line's REF*6R                                            build
    who stands on a claim: group, service facility, subscriber, employer, supervising and referring physician                      parties
    which values a claim has, loop by loop; the filing indicator of a kind of payer                                                claim
    what a final says of its second and third payer, and what is missing of it                                                     further_payers
    to which payer a claim goes next, what is carried over; that it crossed over already                                           next_claim
    when a secondary claim is made, waits, or is left out                                                                          secondary_claims
    the reasons and amounts of earlier payers that the next claim repeats (CAS, MOA)                                               other_payer
    which finals are ready, held or claimed; changed since; judged a day of service at a time                                      worklist, office
    how ready and held finals are grouped for a biller and for scripts                                                             worklist_shown
    which finals of a patient, payer, day and reader are seen together (NCCI, MUE); a service claimed twice                        same_day_claims, service_claimed_twice
    a final seconds after a wet read from abroad, or at a pace nobody reads at                                                     doubtful_finals
    releasing a held final from the reasons that a person may decide                                                               release_final
    which claims go into which file, once, in which order, to whom; the same file again, byte by byte                              export, claims_to_file, receivers
    under which control number (CLM01), in which order a claim is kept; its lines once more for a void                             keep_claims, new_claims
    how a kept claim is turned into text and back, so that its file stays the same                                                 snapshot
    claims as CSV for a billing company                                                                                            claims_csv
    voiding (8) or replacing (7) a claim; when a payer takes none, sent anew after a rejection                                     void_and_replace
    whether a read stands on a claim that is neither void, replaced nor voided; which is its newest                                reads_on_claims, claimed_reads
    whether a contract may take a final that is on a claim                                                                         invoicing/closing/third_door
    where each claim stands, in lists and shown                                                                                    claim_list
    whether an answer is taken: set by set, a payment posted before refused with the figures                                       post_responses
    what several files of answers did, told claim by claim; one that is refused stops no other                                     answers
    which denials, rejections, double and short payments are listed, by payer and remark                                           denials
    whether a payer paid as much as expected (expected_percent)                                                                    expected_payment
    claims that nobody answered after 2, 5, 30 days                                                                                unanswered_claims
    wet reads without a final after N hours, finals without a wet read, discrepancies by who made the wet read                     pairing
    which wet reads and finals of a month are of one study                                                                         wet_reads
    what names a patient is taken off at the door and sealed; a final without a key                                                final_intake
    what a final's fields mean: birth date, sex, relation, diagnoses, cause of an accident, parts of the report                    final_fields
    which of a final's fields hold, and which two sources say differently; those of a row in quarantine, or of a study of its own  final_fields_as_sent
    what an order says of a patient, given to the final that lacks it                                                              ordered_patient_fields
    how a person's name and an address are taken apart; addresses abroad                                                           person
    what a dropped file is, which profiles fit it, whether its bytes came before                                                   kind_of_file
    by which reader and profile an imported file is read; which files of a folder are taken                                        sources
    that an import is all or nothing, with folders and --dry-run                                                                   file_import
    what an import tells: counts, missing exams as lines to paste                                                                  import_report
    one read written down by hand                                                                                                  add_read
    where the key to patients' fields is looked for; a key inside the books                                                        vault
    what `wetread doctor` looks at: database, key, clock, disk, books                                                              doctor_checks
    whether Python, what draws PDFs and the fonts are fit                                                                          doctor_machine
    whether others may read the key, database, backups or papers                                                                   file_rights
    that a claim's or a file's control number is never given twice                                                                 reads/store/number_series
    plumbing                                                                                                                       errors, filed_claims, repository, tables
"""
