"""What `contract show` says of longer periods, coverage, discount, early payment and caps, as a lawyer would read it."""

from datetime import date

from invoicing.contracts.plain_english.contract_in_words import in_words
from reads.directory.directory import Directory
from reads.directory.model import Client
from tests.invoicing.pricing.cases import FACILITIES, contract

DIRECTORY = Directory.of(clients=[Client("mercy-health", "Mercy Health", ("1 Main St",))], facilities=FACILITIES)
RATE = '[[rates]]\nname = "CT"\nper_read = "45.00"\n'
ESCALATOR = '[[escalators]]\non = 2026-07-01\npercent = "3.0"\n'
TIER = '[[tiers]]\nname = "CT volume"\nmatch = { modality = "CT" }\nsteps = [{ above = 500, per_read = "40.00" }]\n'
CLAUSES = {
    "a volume band counted by all reads": TIER + "count = {}\n",
    "volume by the quarter": TIER + 'period = "quarter"\n',
    "volume by the year, all units": TIER + 'period = "year"\nmode = "all_units"\nscope = "facility"\n',
    "a yearly minimum that rises": '[minimum]\nyearly = "48000.00"\n' + ESCALATOR,
    "a quarterly minimum at each facility": '[minimum]\nquarterly = "12000.00"\nscope = "facility"\n',
    "a minimum of reads": '[minimum]\nreads = 100\nprice = "40.00"\nperiod = "month"\n',
    "a yearly minimum of reads": '[minimum]\nreads = 1200\nprice = "40.00"\nperiod = "year"\n',
    "a discount on a minimum": '[minimum]\nmonthly = "4000.00"\n[discount]\npercent = "5"\n',
    "coverage by the night": '[[coverage]]\nname = "Nights"\nper_night = "800.00"\nlocal_time = "23:00-07:00"\n',
    "coverage by the hour at weekends": (
        '[[coverage]]\nname = "Weekend nights"\nper_hour = "100.00"\nlocal_time = "23:00-07:00"\n'
        'weekdays = ["fri", "sat"]\ntimezone = "America/Chicago"\n'
    ),
    "coverage as it was worked": '[[coverage]]\nname = "On call"\nper_hour = "100.00"\nhours = "coverage.csv"\n',
    "early payment": '[prompt_payment]\npercent = "2"\ndays = 10\n',
}
CAP = 'effective = 2026-03-15\nnot_to_exceed_per_year = "100000.00"\n'


def told(text):
    passages = in_words(contract(text), date(2026, 10, 1), DIRECTORY)
    return {passage.heading: passage.sentences for passage in passages}


def test_each_clause_is_said_in_plain_words(golden):
    plain = told(RATE)
    said = []
    for name, clause in {**CLAUSES, "a cap a year": ""}.items():
        text = CAP + RATE if name == "a cap a year" else RATE + clause
        new = {
            heading: [sentence for sentence in sentences if sentence not in plain.get(heading, ())]
            for heading, sentences in told(text).items()
        }
        said += [f"# {name}", *(f"{heading}: {' '.join(each)}" for heading, each in new.items() if each), ""]
    golden("\n".join(said), "contracts/clauses-of-periods.txt")
