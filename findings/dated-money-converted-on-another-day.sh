#!/usr/bin/env bash
# dated-money 2.1.0: an amount of September that is converted for October has October's date and September's rate.
# Money here has a day, by whose rates it is converted, and `to` takes another as its "conversion date". That day is written on the
# result, and the rate is of the first one: 1,000 dollars are 900.00 euros of 31 October, where `cents` says 800.00. An amount less
# a number has no day any more, and is worth what today's rates make of it. Half a cent is a cent to `==` and none to `repr`, by
# which it is kept in SQLite: a discount of 0.125 equals 0.13 and comes back as 0.12, where the README has what comes back equal
# what was written. A hospital abroad is billed by a wrong rate under the right day.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "dated-money==2.1.0"
cd "$folder"
DMON_RATES_CACHE="$folder" venv/bin/python - <<'PYTHON'
import sqlite3
from importlib.metadata import version

from dated_money import DatedMoney, register_sqlite_converters
from dated_money.rates import cache_day_rates

cache_day_rates("2026-09-30", {"usd": 1.0, "eur": 0.90})
cache_day_rates("2026-10-31", {"usd": 1.0, "eur": 0.80})
invoice = DatedMoney("1000.00", "usd", "2026-09-30")
converted = invoice.to("eur", on_date="2026-10-31")
right = invoice.cents("eur", on_date="2026-10-31") / 100

discount = DatedMoney("5.00", "usd", "2026-10-31") * "0.025"
register_sqlite_converters()
with sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES) as books:
    books.execute("CREATE TABLE discounts (amount DatedMoney)")
    books.execute("INSERT INTO discounts VALUES (?)", (discount,))
    ((kept,),) = books.execute("SELECT amount FROM discounts")

seen = {
    "converted": repr(converted), "by cents": f"{right:.2f}",
    "less 200": (invoice - 200).on_date, "and 200": str((invoice + 200).on_date),
    "0.125 is 0.13": discount == DatedMoney("0.13", "usd", "2026-10-31"), "kept": repr(kept), "kept is it": kept == discount}
print("dated-money", version("dated-money"), seen)
assert list(seen.values()) == ["2026-10-31 EUR 900.00", "800.00", None, "2026-09-30", True, "2026-10-31 USD 0.12", False]
PYTHON
