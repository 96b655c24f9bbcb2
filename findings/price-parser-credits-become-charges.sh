#!/usr/bin/env bash
# price-parser 0.5.1: a credit of -$250.00 or ($250.00) is a charge of 250.00, and 0.075 for each image is 75.
# It reads prices that people write, as they stand in a fee schedule or a list of adjustments. Its README tells that it may guess
# the decimal separator wrongly where three digits follow ("$140.600"); nothing is said of a number that begins with 0., which no
# separator of thousands can follow, nor of a sign: none comes through, before or after the number, and no parentheses. What was
# to be taken off a month is added, so that it is wrong by twice the credit, and a fee in thousandths is a thousand times itself.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "price-parser==0.5.1"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from price_parser import Price

TEXTS = ("-$250.00", "($250.00)", "250.00-", "$38.10", "$0.075", "0.125 USD")
seen = {text: str(Price.fromstring(text).amount) for text in TEXTS}
print("price-parser", version("price-parser"), seen)
assert list(seen.values()) == ["250.00", "250.00", "250.00", "38.10", "75", "125"]
assert str(Price.fromstring("$0.075", decimal_separator=".").amount) == "0.075"
PYTHON
