#!/usr/bin/env bash
# node-x12 1.7.1: of a remittance larger than 64 KiB, read as a stream, it loses a service line, or the end with the PLB.
# X12.6 knows segments, no chunks; Node hands a file out in pieces of 64 KiB. What one piece leaves over is kept even where the
# next one ends at a terminator: it is written in front of the third piece, whose first segment is then none that anybody
# knows. A last piece of fewer than 113 characters is dropped. Nothing is said, or to all: a strict parser refuses every file
# that comes as a stream, however right. The same text given to `parse` is read whole, strictly too.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "node-x12@1.7.1"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const { createReadStream, writeFileSync } = require('fs')
const { X12Parser } = require('node-x12')
const PIECE = 65536
const claim = number => [`CLP*A${number}*1*120*100**12*ICN${number}~`, 'NM1*QC*1*ROE*RICHARD****MI*M2~',
  'SVC*HC:71046:26*120*100~', 'DTM*472*20261001~', 'CAS*CO*45*20~']
const name = (words, more) => words.padEnd(words.length + Math.max(0, Math.min(more, 46)), 'X')
const remittance = (claims, more) => {
  const set = ['ST*835*0001~', `BPR*I*${claims * 100 - 5}*C*ACH*CCP*01*091000019*DA*1*1999999992**01*091000019*DA*2*20261103~`,
    'TRN*1*EFT1*1999999992~', 'DTM*405*20261103~', `N1*PR*${name('ANY INSURANCE', more)}~`, `N3*${name('1 MAIN ST', more - 46)}~`,
    'N4*DULUTH*MN*55802~', 'PER*BL*EDI DESK*TE*2185550100~', `N1*PE*${name('ANY GROUP', more - 92)}*XX*1234567893~`, 'LX*1~',
    ...Array.from({ length: claims }, (_, at) => claim(at + 1)).flat(), 'PLB*1234567893*20261231*WO:ICN8*5~']
  const envelope = ['ISA*00*          *00*          *ZZ*PAYER          *ZZ*GROUP          *261103*0900*^*00501*000000001*0*P*:~',
    'GS*HP*PAYER*GROUP*20261103*0900*1*X*005010X221A1~']
  return [...envelope, ...set, `SE*${set.length + 1}*0001~`, 'GE*1*1~', 'IEA*1*000000001~'].join('\n')
}
// claims get more and names longer until the pieces end where they are asked to
const sized = fits => {
  for (let claims = 450; claims < 1200; claims++) {
    const shortest = remittance(claims, 0)
    for (let more = 0; more < 138; more++) if (fits(shortest, more)) return remittance(claims, more)
  }
}
const TAGS = ['CLP', 'SVC', 'PLB', 'IEA']
const counted = tags => TAGS.map(tag => tags.filter(each => each === tag).length)
const streamed = (text, strict) => new Promise(resolve => {
  writeFileSync('one.835', text)
  const tags = []
  const parser = new X12Parser(strict)
  parser.on('data', segment => tags.push(segment.tag))
  parser.on('end', () => resolve(counted(tags))).on('error', error => resolve(error.message))
  createReadStream('one.835').on('end', () => parser.end()).on('data', piece => {
    try { parser.write(piece) } catch (error) { resolve(error.message) }
  })
})
const said = async text => {
  new X12Parser(true).parse(text)
  return [counted(text.split('\n').map(line => line.split('*')[0])), await streamed(text, false), await streamed(text, true)]
}
;(async () => {
  const seen = {
    'one piece': await said(remittance(400, 0)),
    'the second of three ends with a segment': await said(sized((text, more) =>
      text.slice(0, 2 * PIECE - more).endsWith('MI*M2~') && text.length > 2 * PIECE + 200 && text[PIECE - more - 1] !== '~')),
    'the second begins with the PLB': await said(sized((text, more) => text.indexOf('PLB') + more === PIECE))
  }
  console.log('node-x12', require('node-x12/package.json').version, TAGS, seen)
  const [one, ended, plb] = Object.values(seen)
  assert.deepEqual(one[1], one[0])
  assert.deepEqual(ended[1], ended[0].map((count, at) => TAGS[at] === 'SVC' ? count - 1 : count))
  assert.deepEqual(plb[1], plb[0].map((count, at) => at > 1 ? 0 : count))
  for (const each of [one, ended, plb]) assert.match(each[2], /^X12 Standard: /)
})()
NODE
