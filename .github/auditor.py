"""Adds a year of wetread's papers up again, from their PDFs and `wetread audit export`, and stops at what is not as issued.

python auditor.py FOLDER audit.jsonl
"""

import hashlib
import json
import pathlib
import sys
from collections import Counter
from decimal import Decimal

import pikepdf

folder, lines = pathlib.Path(sys.argv[1]), [json.loads(line) for line in open(sys.argv[2])]
head = previous = "0" * 64
for event in (line["event"] for line in lines if "event" in line):
    texts = [event[name] for name in ("at", "actor", "action", "entity", "detail", "because", "previous")]
    texts += [event["root"]] if "root" in event else []  # of the hash tree over all rows
    content = json.dumps(texts, separators=(",", ":"), ensure_ascii=False)
    assert event["previous"] == head and event["hash"] == hashlib.sha256(content.encode()).hexdigest(), event
    head = event["hash"]
assert lines[-1]["head"] == head, "the log ends elsewhere"
sums = Counter()
for paper in (line["paper"] for line in lines if "paper" in line):
    content = "\n".join((paper["snapshot"], paper["schedule_sha256"], previous))
    assert paper["sha256"] == hashlib.sha256(content.encode()).hexdigest(), paper["number"]
    previous = paper["sha256"]
    assert paper["files"] or paper["number"] is None, f"{paper['number']} has no PDF"
    for name, sha256 in paper["files"].items():
        if "-schedule" in name:
            continue  # a separate schedule, under its own password
        file = folder / pathlib.Path(name).name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == sha256, file
        with pikepdf.open(file) as pdf:
            attached = next(name for name in pdf.attachments if name.endswith(".json"))
            invoice = json.loads(pdf.attachments[attached].get_file().read_bytes())
        assert sum(Decimal(line["amount"]) for line in invoice["lines"]) == Decimal(invoice["total"]), file
        sums[invoice["bill_to"]["name"], invoice["currency"]] += Decimal(invoice["total"])
for (client, currency), total in sorted(sums.items()):
    print(f"{client}: {total} {currency}")
print(f"audit head {head}")
