"""Contracts with one fault each: name -> text."""

from __future__ import annotations

HEAD = 'client = "mercy-health"\neffective = 2026-01-01\nuntil = 2027-01-01\n'
RATE = '[[rates]]\nname = "All"\nper_read = "38.00"\n'


def head(*lines: str) -> str:
    """A contract whose head has these lines as well."""
    return HEAD + "".join(f"{line}\n" for line in lines) + RATE


def below(*lines: str) -> str:
    """A contract that ends in these lines."""
    return HEAD + RATE + "".join(f"{line}\n" for line in lines)


def rate(*lines: str) -> str:
    """A contract whose only rate has these lines instead of a price."""
    return HEAD + '[[rates]]\nname = "All"\n' + "".join(f"{line}\n" for line in lines)


def match(text: str) -> str:
    """A contract whose only rate has this match."""
    return rate(f"match = {{ {text} }}", 'per_read = "38.00"')


FAULTY: dict[str, str] = {
    # TOML itself
    "a bracket is missing": HEAD + '[[rates]\nname = "All"\n',
    "a text has no end": HEAD + 'title = "Overnight\n',
    "a key is given twice": head('currency = "USD"', 'currency = "CAD"'),
    "a text without quotes": HEAD + "currency = USD\n",
    "a section given twice": below("[bill]\naddendum = true\n[bill]\noverread = true"),
    "the file ends too early": HEAD + "facilities = [",
    # keys
    "a key with a typing error": head('curency = "USD"'),
    "a key that is like no other": head('colour = "blue"'),
    "a key of the head below a section": below('rounding = "line"'),
    "an unknown key in a match": match('modalty = "CT"'),
    "an unknown key in a step": below('[[tiers]]\nname = "V"\nsteps = [ { above = 5, percent = "-5", price = "1" } ]'),
    "an unknown key in a section": below("[bill]\nfinals = true"),
    "an unknown section": below("[[discounts]]\npercent = 5"),
    # what is needed
    "no client": f"effective = 2026-01-01\n{RATE}",
    "no effective date": f'client = "mercy-health"\n{RATE}',
    "an empty file": "",
    "a rate without a name": HEAD + '[[rates]]\nper_read = "38.00"\n',
    "a rate with an empty name": HEAD + '[[rates]]\nname = " "\nper_read = "38.00"\n',
    "no rate at all": HEAD,
    "a rate with no price": rate(),
    "a rate with a price that is free": rate('per_read = "38.00"', "free = true"),
    # types
    "a text where a list of sections belongs": HEAD + 'rates = "38.00"\n',
    "single brackets for a rate": HEAD + '[rates]\nname = "All"\nper_read = "38.00"\n',
    "a number where a section belongs": head("multiple = 80"),
    "a date in quotes": 'client = "mercy-health"\neffective = "2026-01-01"\n' + RATE,
    "a date with a time": 'client = "mercy-health"\neffective = 2026-01-01T00:00:00\n' + RATE,
    "a title that is a number": head("title = 5"),
    "terms in quotes": head('terms_days = "30"'),
    "terms that are negative": head("terms_days = -1"),
    "terms of years": head("terms_days = 3650"),
    "a flag in quotes": below('[bill]\npreliminary = "yes"'),
    "a list of numbers as facilities": head("facilities = [1, 2]"),
    "an empty list": head("facilities = []"),
    # numbers
    "a price without quotes": rate("per_read = 38.50"),
    "a price with a currency sign": rate('per_read = "$38.00"'),
    "a price with separators": rate('per_read = "1,038.00"'),
    "a price with an exponent": rate('per_read = "1e2"'),
    "a price that is true": rate("per_read = true"),
    "a negative price": rate('per_read = "-38.00"'),
    "a price with five decimals": rate('per_read = "38.00505"'),
    "a yen with five decimals": head('currency = "JPY"').replace('"38.00"', '"38.00001"'),
    "a fee with half cents": below('[[fixed]]\nname = "VPN"\namount = "38.005"\nevery = "month"'),
    "a work RVU with five decimals": rate('per_wrvu = "36.50505"'),
    "a percent with seven decimals": below('[multiple]\npercent = "80.0000001"'),
    "a percent written as a fraction": below('[[surcharges]]\nname = "STAT"\npercent = "0.05"'),
    "a percent above 100": below('[multiple]\npercent = "180"'),
    "a percent written as a fraction without quotes": below("[multiple]\npercent = 0.8"),
    # words
    "an unknown unit": head('unit = "exams"'),
    "an unknown rounding": head('rounding = "none"'),
    "an unknown schedule": head('schedule = "seperate"'),
    "a currency in small letters": head('currency = "usd"'),
    "a time zone that is none": head('timezone = "America/Chikago"'),
    "a release that is none": head('rvu = "2025"'),
    # match
    "a code that is none": match('cpt = "7045"'),
    "a range that runs backwards": match('cpt = "70498-70460"'),
    "a range of mixed lengths": match('cpt = "70460-7049"'),
    "a range of mixed kinds": match('cpt = "70460-A0498"'),
    "an unknown read type": match('read_type = "prelim"'),
    "an unknown patient class": match('patient_class = "ER"'),
    "local time in one word": match('local_time = "night"'),
    "local time of no hour": match('local_time = "23:00-25:00"'),
    "local time that ends when it begins": match('local_time = "07:00-07:00"'),
    "a weekday in full": match('weekdays = ["monday", "tue"]'),
    "observed without a holiday": match('modality = "CT", observed = "actual"'),
    "observed in no way": match('holiday = "US", observed = "kept"'),
    "a modifier that is none": match('modifiers = ["LEFT"]'),
    "an amount added by no rule": below('[[surcharges]]\nname = "STAT"\nadd = "2.00"\nadd_per = "study"'),
    "a percent added by accession": below('[[surcharges]]\nname = "STAT"\npercent = "5"\nadd_per = "accession"'),
    "exams within a week": below('[multiple]\npercent = "80"\nwithin = "week"'),
    "Medicare's locality without a percent": rate('per_read = "38.00"', 'locality = "06102-16"'),
    "a locality of another form": rate('medicare_percent = "85"', 'locality = "Chicago"'),
    "finals as a text": below('[bill]\nfinal = "yes"'),
    "finals of nobody": below("[bill]\nfinal = {}"),
    "finals of an unknown kind of payer": below('[bill]\nfinal = { payer_kind = "private" }'),
    "finals asked for and excepted": below(
        '[bill]\nfinal = { payer_kind = "medicare", unless_payer_kind = ["medicare"] }'
    ),
    "a night of no weekday": match('local_time = "19:00-07:00", night_of = true'),
    "regions of none": match("regions = 0"),
    "a match that is a text": rate('match = "CT"', 'per_read = "38.00"'),
    # two things that exclude each other
    "accession and multiple": HEAD + 'unit = "accession"\n' + RATE + '[multiple]\npercent = "80"\n',
    "minimum by facility and maximum": below(
        '[minimum]\nmonthly = "1000.00"\nscope = "facility"\n[maximum]\nmonthly = "9000.00"'
    ),
    "minimum above maximum": below('[minimum]\nmonthly = "9000.00"\n[maximum]\nmonthly = "1000.00"'),
    "a minimum without an amount": below("[minimum]"),
    "a minimum of two periods": below('[minimum]\nmonthly = "4000.00"\nyearly = "48000.00"'),
    "a yearly base fee": below('[minimum]\nyearly = "48000.00"\nmode = "base_fee"'),
    "a minimum of reads without a price": below('[minimum]\nreads = 100\nperiod = "month"'),
    "a price beside a monthly amount": below('[minimum]\nmonthly = "4000.00"\nprice = "40.00"'),
    "a yearly minimum above twelve maxima": below('[minimum]\nyearly = "13000.00"\n[maximum]\nmonthly = "1000.00"'),
    "a tier by the week": below('[[tiers]]\nname = "CT"\nperiod = "week"\nsteps = [{ above = 5, percent = "-5" }]'),
    "a count with a typing error": below(
        '[[tiers]]\nname = "CT"\ncount = { modalty = "CT" }\nsteps = [{ above = 5, percent = "-5" }]'
    ),
    "coverage by the hour and by the night": below(
        '[[coverage]]\nname = "Nights"\nper_hour = "100.00"\nper_night = "800.00"\nlocal_time = "23:00-07:00"'
    ),
    "coverage without its hours": below('[[coverage]]\nname = "Nights"\nper_hour = "100.00"'),
    "coverage by two windows": below(
        '[[coverage]]\nname = "Nights"\nper_hour = "100.00"\nlocal_time = ["23:00-07:00", "12:00-13:00"]'
    ),
    "coverage from another file": below('[[coverage]]\nname = "Nights"\nper_hour = "100.00"\nhours = "hours.csv"'),
    "weekdays beside worked hours": below(
        '[[coverage]]\nname = "Nights"\nper_hour = "100.00"\nhours = "coverage.csv"\nweekdays = "sat"'
    ),
    "coverage in no time zone": below(
        '[[coverage]]\nname = "Nights"\nper_hour = "100.00"\nlocal_time = "23:00-07:00"\ntimezone = "Chicago"'
    ),
    "a discount without a percent": below("[discount]"),
    "early payment without its days": below('[prompt_payment]\npercent = "2"'),
    "a surcharge with two prices": below('[[surcharges]]\nname = "STAT"\npercent = "5"\nadd = "2.00"'),
    "a surcharge with no price": below('[[surcharges]]\nname = "STAT"'),
    "a step with two prices": below(
        '[[tiers]]\nname = "V"\nsteps = [ { above = 5, percent = "-5", per_read = "30.00" } ]'
    ),
    "a step with no price": below('[[tiers]]\nname = "V"\nsteps = [ { above = 5 } ]'),
    "a step without its threshold": below('[[tiers]]\nname = "V"\nsteps = [ { percent = "-5" } ]'),
    "steps that do not rise": below(
        '[[tiers]]\nname = "V"\nsteps = [\n  { above = 500, percent = "-5" },\n  { above = 500, percent = "-9" },\n]'
    ),
    "a tier without steps": below('[[tiers]]\nname = "V"\nsteps = []'),
    "a credit with two amounts": below(
        '[[turnaround]]\nname = "T"\nwithin_minutes = 30\ncredit = "5.00"\ncredit_percent = "100"'
    ),
    "a credit with no amount": below('[[turnaround]]\nname = "T"\nwithin_minutes = 30'),
    "a clock that is unknown": below(
        '[[turnaround]]\nname = "T"\nwithin_minutes = 30\ncredit = "5.00"\nclock = ["ordered_at", "signed_at"]'
    ),
    "a clock that runs backwards": below(
        '[[turnaround]]\nname = "T"\nwithin_minutes = 30\ncredit = "5.00"\nclock = ["signed_at", "received_at"]'
    ),
    "a clock of one moment": below(
        '[[turnaround]]\nname = "T"\nwithin_minutes = 30\ncredit = "5.00"\nclock = "signed_at"'
    ),
    "a compliance without its goal": below('[[compliance]]\nname = "C"\nwithin_minutes = 60\ncredit_percent = "2"'),
    "a fee without its rhythm": below('[[fixed]]\nname = "VPN"\namount = "150.00"'),
    "a fee by the week": below('[[fixed]]\nname = "VPN"\namount = "150.00"\nevery = "week"'),
    "a fee of no quantity": below('[[fixed]]\nname = "VPN"\namount = "150.00"\nevery = "month"\nquantity = 0'),
    # days
    "a contract that ends before it begins": f'client = "m"\neffective = 2026-01-01\nuntil = 2025-01-01\n{RATE}',
    "a rate that ends before it begins": rate('per_read = "38.00"', "from = 2026-07-01", "until = 2026-07-01"),
    "a rate from before the contract": rate('per_read = "38.00"', "from = 2025-12-31"),
    "a rate to after the contract": rate('per_read = "38.00"', "until = 2027-01-02"),
    "a fee from after the contract": below(
        '[[fixed]]\nname = "VPN"\namount = "150.00"\nevery = "once"\nfrom = 2027-01-01'
    ),
    "an escalator after the contract": below('[[escalators]]\non = 2027-01-01\npercent = "3"'),
    "two escalators on one day": below(
        '[[escalators]]\non = 2026-07-01\npercent = "3"', '[[escalators]]\non = 2026-07-01\npercent = "3"'
    ),
    "an escalator before the contract": below('[[escalators]]\non = 2025-07-01\npercent = "3"'),
}
