#!/usr/bin/env bash
# money-math 2.6.3 (npm): 8.25% of 38.00 is 3.14, of -38.00 it is -3.12, and -10.00 / 6.00 is -1.65.
# Rounding to the nearest (IEEE 754, 4.3.1) gives the neighbour that is closest, with a half to the even one or away from
# zero, alike on both sides; a credit then takes back the tax of its invoice. Here a negative is cut towards zero and a cent
# is added to that, so that -1.6667 ends more than a cent away, and -7.4675 at -7.46. Positive amounts are right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "money-math@2.6.3"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const money = require('money-math')
const both = (how, amount, other) => [money[how](amount, other), money[how](`-${amount}`, other)]
const seen = {
  '38.00 at 8.25%': both('percent', '38.00', '8.25'),
  '103.00 at 7.25%': both('percent', '103.00', '7.25'),
  '100.00 at 7.25%': both('percent', '100.00', '7.25'),
  '12.30 x 1.15': both('mul', '12.30', '1.15'),
  '10.00 / 6.00': both('div', '10.00', '6.00')
}
console.log('money-math', require('money-math/package.json').version, seen)
assert.deepEqual(seen, {
  '38.00 at 8.25%': ['3.14', '-3.12'],
  '103.00 at 7.25%': ['7.47', '-7.46'],
  '100.00 at 7.25%': ['7.25', '-7.25'],
  '12.30 x 1.15': ['14.15', '-14.13'],
  '10.00 / 6.00': ['1.67', '-1.65']
})
NODE
