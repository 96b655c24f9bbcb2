"""Whole contracts after public fee schedules, read back as `contract show` does: what a hospital's lawyer would sign."""

from datetime import date

from invoicing.contracts.plain_english.contract_in_words import in_words
from reads.directory.directory import Directory
from reads.directory.model import Client
from tests.invoicing.pricing.cases import FACILITIES, contract
from tests.invoicing.pricing.test_public_schedules import WORKERS_COMPENSATION, six_holidays

DIRECTORY = Directory.of(clients=[Client("mercy-health", "Mercy Health", ("1 Main St",))], facilities=FACILITIES)


def rate(name: str, price: str, match: str = "") -> str:
    return f'[[rates]]\nname = "{name}"\n{match and f"match = {{ {match} }}"}\nper_read = "{price}"\n'


SCHEDULES = {
    "workers' compensation: both sides at 160 %, several X-rays reduced": WORKERS_COMPENSATION,
    "a STAT fee a study": rate("CT", "40.00")
    + '[[surcharges]]\nname = "STAT"\nmatch = { priority = "stat" }\nadd = "5.00"\nadd_per = "accession"\n',
    "six named holidays, their nights": rate("CT", "40.00")
    + '[[surcharges]]\nname = "Holiday"\npercent = "50"\n'
    + 'match = { holiday = "six", observed = "actual", night_of = true }\n',
    "85 % of Medicare in Chicago": '[[rates]]\nname = "Medicare"\nmedicare_percent = "85"\nlocality = "06102-16"\n',
    "four urgencies": rate("Trauma", "90.00", 'priority = ["trauma 1", "critical"]')
    + rate("STAT", "50.00", 'priority = "stat"')
    + rate("Routine", "38.00"),
    "a yearly minimum, five percent off": rate("CT", "40.00")
    + '[minimum]\nyearly = "48000.00"\n[discount]\npercent = "5"\n',
    "a volume band by all reads, prices by modality": rate("CT", "40.00", 'modality = "CT"')
    + rate("X-ray", "10.00", 'modality = "XR"')
    + '[[tiers]]\nname = "CT"\nmatch = { modality = "CT" }\ncount = {}\nsteps = [{ above = 500, per_read = "30.00" }]\n',
    "coverage by the night": rate("CT", "38.1255")
    + '[[coverage]]\nname = "Nights"\nper_night = "800.00"\nlocal_time = "23:00-07:00"\n',
}


def test_each_schedule_is_read_back_whole(golden):
    said = []
    for name, text in SCHEDULES.items():
        said.append(f"# {name}")
        for passage in in_words(contract(text), date(2026, 10, 1), DIRECTORY, six_holidays()):
            said += [f"{passage.heading}:", *(f"    {sentence}" for sentence in passage.sentences)]
        said.append("")
    golden("\n".join(said), "contracts/public-schedules.txt")
