"""What a read costs (spec 3.3 to 3.9). Pure: one file for each mechanism, every figure says how it came about.

ToHospital ── engine: STEPS_OF_A_READ, then STEPS_OF_THE_MONTH, in the order of spec 3.4 ── priced_month

Where is …?
    in which order the steps are taken: base, multiple, tier, surcharge, rounding, turnaround, maximum, minimum …                       engine
    which rate prices a read (the first that fits); `no_rate`, `no_calendar`                                                            matching_rate
    how many units a read counts: exam, code, region; one without a code                                                                units
    what a rate makes of it: per read, per work RVU of several codes, free; `no_wrvu`, `no_release`, an older release                   base_rate
    which row of a code gives its work RVU                                                                                              reads/fees/release
    the percent of Medicare's professional amount, QPP or not, national or of a locality; `no_fee`                                      medicare_fee
    which rates, surcharges and tiers are in force on a service date, after escalators                                                  price_list
    whether a read fits a match: code ranges, weekday, holiday; to which night or day the small hours belong                            matched_hours_and_codes
    which of several exams of an accession or visit is paid in full, which reduced; the last ties                                       multiple_exam_reduction
    in which order a month's reads are counted, by moment, accession, exam                                                              counting_order
    how many units lie under each tier step, graduated or all units; free reads; a read across a threshold, what each side of it costs  volume_tiers
    what a tier by quarter or year changes for earlier months                                                                           earlier_months_of_tiers
    which months are a quarter or year of the contract                                                                                  periods
    what is added for STAT, nights, holidays; once a unit, a read or an accession                                                       surcharges
    what is rounded when: each read, or each line                                                                                       rounding
    whether a read was late, to the second; what a credit takes of its charge, all rules together at most the charge                    turnaround_credit
    how many minutes a read took, as shown: begun ones count (30:01 is 31)                                                              turnaround_minutes
    what a month with too many late reads gives back                                                                                    compliance_credit
    a month's compliance percentage: which reads are in time, which are not counted                                                     compliance_percentage
    the most that a month's reads cost, credits aside                                                                                   maximum
    the least that a month, quarter or year costs, less for days it doesn't cover; where it is trued up; by facility                    minimum
    how the share of a month that a contract covers in part is counted                                                                  proration
    a percent off the whole, and which lines it is of                                                                                   discount
    in which month a fixed fee is due: whole, never by days                                                                             fixed_fees
    how many nights or hours of coverage a month has; a night of seven or nine hours when clocks change                                 coverage_fees
    which taxes are due, on what sum                                                                                                    taxes
    whether a payment earns the discount for paying early, and how much it is                                                           early_payment_discount
    which reads come together on a line, and when it shows a unit price                                                                 invoice_lines
    how a line of work RVUs shows quantity and rate                                                                                     work_rvu_lines
    how a charge is explained, figure by figure                                                                                         explain
    which reads of a contract are bound to be priced alike                                                                              price_classes
    which contracts price alike, having the same clauses                                                                                priced_alike
    what reads cost by modality, to compare months                                                                                      by_modality
    which contract and which month a read is billed in                                                                                  invoicing/contracts/contract_of_read
    how many reads of a month could not be measured                                                                                     month_usage
    what a priced month holds: reads, lines, what each line is for                                                                      priced_month
    plumbing                                                                                                                            bases_of_reads, columns, earlier_months_and_hours, month_sheet, read_charge
"""
