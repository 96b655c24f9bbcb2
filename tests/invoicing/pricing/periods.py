"""Several months of a contract, each priced after those before it."""

from invoicing.contracts.model import AppliedContract
from invoicing.pricing.earlier_months_and_hours import Around
from invoicing.pricing.engine import price_month
from reads.core.month import Month
from reads.directory.directory import Directory
from tests.invoicing.pricing.cases import FACILITIES, NO_RELEASES, contract, read, routed


def months(text, counts, *, worked=(), facilities=FACILITIES):
    """The months of a contract, in their order; each count is how many reads of one price a month has, or those reads."""
    terms = contract(text)
    directory = Directory.of(facilities=facilities)
    earlier: dict[Month, list] = {}
    found = {}
    for name, reads in counts.items():
        month = Month.parse(name)
        those = reads if isinstance(reads, list) else reads_of(month, reads)
        hospital = routed(terms, those, facilities)
        around = Around(dict(earlier), worked)
        applied = AppliedContract(terms, 1, 1)
        found[name] = price_month(applied, month, hospital, NO_RELEASES, directory.facilities, around)
        earlier[month] = hospital
    return found


def reads_of(month, count, **what):
    """So many reads, a minute after another, from the month's first noon on."""
    at = lambda n: f"{month}-{1 + n // 720:02} {12 + n // 60 % 12:02}:{n % 60:02}"
    return [read(f"{month}-{n:04}", at(n), **what) for n in range(count)]


def year(first="2026-01", **counts):
    """Twelve months with no read but those named, like jun=10."""
    names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    month, found = Month.parse(first), {}
    for _ in range(12):
        found[str(month)] = counts.get(names[month.number - 1], 0)
        month = month.next()
    return found
