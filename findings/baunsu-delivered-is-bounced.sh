#!/usr/bin/env bash
# baunsu 0.2.3 (npm): an invoice that was delivered has bounced, and one that is on its way has, too.
# RFC 3464 (2.3.3): a delivery status notification's Action says failed, delayed, delivered, relayed or expanded, and only the
# first is final and bad; the first digit of the Status is 2 for success, 4 for what may yet come and 5 for what doesn't
# (RFC 3463). Here any notification is a bounce, with the same score. A mailing that takes its bounces from it strikes out the
# hospitals that sent a receipt, and next month's invoices and reminders stay here.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" "baunsu@0.2.3"
cd "$folder"
node - <<'NODE'
const assert = require('assert')
const Baunsu = require('baunsu')
const notified = (action, status, said) => new Baunsu().detectSync([
  'From: MAILER-DAEMON@mx.example.net', 'To: billing@group.example', 'Subject: Delivery Status Notification', 'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '',
  '--b', 'Content-Type: text/plain', '', 'See below.', '',
  '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example.net', '',
  'Final-Recipient: rfc822; payables@lakeview.example', `Action: ${action}`, `Status: ${status}`,
  `Diagnostic-Code: smtp; ${said}`, '',
  '--b', 'Content-Type: text/rfc822-headers', '', 'From: billing@group.example', 'To: payables@lakeview.example',
  'Subject: Invoice WR-2026-00001', '', '--b--', ''
].join('\n'))
const cases = [
  ['failed', '5.1.1', '550 5.1.1 no such user'],
  ['delayed', '4.2.1', '450 4.2.1 busy'],
  ['delivered', '2.0.0', '250 2.0.0 taken'],
  ['relayed', '2.0.0', '250 2.0.0 taken']
]
const seen = Object.fromEntries(cases.map(each => [each[0], notified(...each)]).map(([action, found]) => [action, [found.bounced, found.score]]))
const reply = new Baunsu().detectSync('From: payables@lakeview.example\nSubject: Thank you\n\nPaid today.\n')
console.log('baunsu', require('baunsu/package.json').version, seen, 'an ordinary reply', reply.bounced)
assert.deepEqual(seen, { failed: [true, 0.625], delayed: [true, 0.625], delivered: [true, 0.625], relayed: [true, 0.625] })
assert.equal(reply.bounced, false)
NODE
