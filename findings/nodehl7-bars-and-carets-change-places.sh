#!/usr/bin/env bash
# nodehl7 2.0.0 (npm): what was written as \S\ becomes "|" and \F\ becomes "^"; two numbers of a patient become one type.
# HL7 2.5.1, 2.7.1: \F\ stands for the field separator, \S\ for the component separator; 2.5.4: repetitions are parted before
# components. "10\S\6 / uL" in a report is 10^6, here "10|6", and a text passed on so ends its field there. Of the numbers
# M1^^^LAKEVIEW^MR~S1^^^USA^SS the first is of the type "MR~S1", so that who looks for MR finds no patient.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "nodehl7@2.0.0"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const Reader = require('nodehl7')
const MESSAGE =
  'MSH|^~\\&|RIS|LAKEVIEW|BILL|GROUP|20261003031500||ORU^R01^ORU_R01|1|P|2.5.1\r' +
  'PID|1||M1^^^LAKEVIEW^MR~S1^^^USA^SS||DOE^JANE\r' +
  'OBX|1|TX|IMP||WBC 3 x 10\\S\\6 / uL; CT \\F\\ MR agree; R\\T\\D||||||P\r'
new Reader().parse(MESSAGE, '1').then(message => {
  const [, person, result] = message.segments.map(segment => segment.parts)
  console.log('nodehl7', JSON.parse(require('fs').readFileSync('node_modules/nodehl7/package.json')).version, person[2], result[4])
  assert.deepEqual(person[2], ['M1', '', '', 'LAKEVIEW', 'MR~S1', '', '', 'USA', 'SS'])
  assert.equal(result[4], 'WBC 3 x 10|6 / uL; CT ^ MR agree; R&D')
})
NODE
