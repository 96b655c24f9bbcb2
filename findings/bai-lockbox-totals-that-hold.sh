#!/usr/bin/env bash
# bai-lockbox 0.0.7: a lockbox whose checks are 38.10 and 12.30 and whose total is 50.40 is refused as one that doesn't balance.
# A lockbox file has its amounts as whole cents, 0000003810, and a total for each batch and each box, so that a day's checks can
# be proved before they are posted. Here cents become floating-point dollars, are added and compared for being equal:
# 50.400000000000006 is not 50.4. Of the pairs of checks up to 30 cents each nearly a quarter fails so; a box of two batches fails
# where each of them balances. "&" in a remitter's name is no character to it either, and nothing of the file is read then.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "bai-lockbox==0.0.7" "six==1.17.0"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from lockbox.exceptions import LockboxError
from lockbox.parser import LockboxFile

GROUP = f"{'ANY GROUP':20}"


def check(batch, item, cents, name="LAKEVIEW HOSPITAL"):
    return f"6{batch:03}{item:03}{cents:010}091000019{1234:010}{item:010}110226{name:30}ANY GROUP"


def batch(number, *amounts, **names):
    checks = [check(number, item, cents, **names) for item, cents in enumerate(amounts, 1)]
    return [*checks, f"7{number:03}{len(amounts):03}0000077261102{len(amounts):03}{sum(amounts):010}"]


def file(*batches, cents):
    head = [f"101{'BANK':10}12345678902611020600", f"2{GROUP}12345678900001040000" + "1", f"50010010000077261102{GROUP}"]
    count = sum(len(each) - 1 for each in batches)
    tail = [f"80010010000077261102{count:04}{cents:010}"]
    lines = [*head, *(line for each in batches for line in each), *tail]
    return [*lines, f"9{len(lines) + 1:06}"]


def read(lines):
    try:
        return [each.amount for each in LockboxFile.from_lines(lines).checks]
    except LockboxError as refused:
        return str(refused)


print("bai-lockbox", version("bai-lockbox"))
right = read(file(batch(1, 3800, 1200), cents=5000))
wrong = read(file(batch(1, 3810, 1230), cents=5040))
print(right, "|", wrong[:110])
assert right == [38.0, 12.0]
assert "does not match actual total" in wrong
two = read(file(batch(1, 3810), batch(2, 1230), cents=5040))
print("two batches that balance |", two)
assert "does not match actual total" in two
name = read(file(batch(1, 3800, name="SMITH & SONS RADIOLOGY"), cents=3800))
print("a name |", name[:80])
assert "remitter_name does not match" in name
pairs = [(one, other) for one in range(1, 31) for other in range(1, 31)]
failing = sum(isinstance(read(file(batch(1, *pair), cents=sum(pair))), str) for pair in pairs)
print("of", len(pairs), "pairs up to 30 cents", failing, "fail")
assert failing == 212
PYTHON
