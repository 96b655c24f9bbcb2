#!/usr/bin/env bash
# iso4217 1.14.20250512 and 1.16.20260101: what was invoiced in leva last year is in no currency after the upgrade.
# The package holds the list that is in force, and no withdrawn code: BGN went with the euro on 1 January 2026 and raises
# ValueError from one release to the next, where ISO keeps it in its list three. Books that check stored papers with the
# newest list can't read their own invoices of 2025.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
for version in 1.14.20250512 1.16.20260101; do
    python3 -m venv --clear "$folder/venv"
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "iso4217==$version"
    "$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from iso4217 import Currency


def known(code):
    try:
        return Currency(code).exponent == 2
    except ValueError:
        return False


print("iso4217", version("iso4217"), {code: known(code) for code in ("USD", "EUR", "BGN")})
assert known("USD") and known("EUR")
assert known("BGN") == (version("iso4217") == "1.14.20250512")
PYTHON
done
