#!/usr/bin/env bash
# ofxtools 1.1.1: an amount written with a comma for thousands becomes a thousandth of it, without a word.
# OFX lets a comma stand for the decimal point, so "1,234" is read as 1.234; "1,234.50" is refused. A bare date is taken as
# midnight in UTC, which is the evening before anywhere in the United States.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "ofxtools==1.1.1"
"$folder/venv/bin/python" - <<'PYTHON'
from decimal import Decimal
from importlib.metadata import version

from ofxtools.Types import DateTime, Decimal as Amount, OFXSpecError

print("ofxtools", version("ofxtools"))
amount, moment = Amount(), DateTime()
print("1,234 is", amount.convert("1,234"))
assert amount.convert("1,234") == Decimal("1.234")
try:
    print("1,234.50 is", amount.convert("1,234.50"))
except (OFXSpecError, ValueError, ArithmeticError) as refused:
    print("1,234.50 is refused:", type(refused).__name__)
else:
    raise AssertionError("1,234.50 was taken")
bare = moment.convert("20261103")
print("20261103 is", bare.isoformat())
assert bare.isoformat() == "2026-11-03T00:00:00+00:00"
PYTHON
