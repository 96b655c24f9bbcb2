"""What a read costs (spec 3.3 to 3.9). Pure: one file for each mechanism, every figure says how it came about.

ToHospital ── engine: STEPS_OF_A_READ, then STEPS_OF_THE_MONTH, in the order of spec 3.4 ── result
Where is …?
    per read, per wRVU, a release              base_rate                percent of Medicare         medicare_fee
    several exams of one accession             multiple_exam_reduction  volume discounts            volume_tiers, tier_lines
    STAT, nights, holidays                     surcharges               when a night or a code fits matched_hours_and_codes
    slow reads                                 turnaround_credit, compliance_credit
    least and most a month costs               minimum, maximum         fees, coverage by the night fixed_fees, coverage_fees
    a discount, taxes, prompt payment          discount, taxes, early_payment_discount    a month in part  proration
    a month in columns, priced by kind         columns, based_reads        which reads, and which contracts, are priced alike   price_classes, priced_alike
    the lines of an invoice                    invoice_lines            why a read costs that       explain
"""
