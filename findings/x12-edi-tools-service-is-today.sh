#!/usr/bin/env bash
# x12-edi-tools 0.1.2: a claim's day of service is the moment it is read, of two payments the first is lost, and no ISA is right.
# In an 835 (005010X221A1) a line has its day of service as DTM*472, and a claim needs none of its own (DTM*232) where its lines
# do. A file may have several transaction sets, each a payment. The reader knows only DTM*232 and else writes the present moment;
# it keeps the last payment and drops the others with their claims; CLP05, optional, makes it refuse all where it is absent. Its
# writer sets ISA12 to the guide's name, so that the ISA, of exactly 106 characters, has 113, and counts ISA and GS in SE01.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "x12-edi-tools==0.1.2"
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime
from importlib.metadata import version

from x12_edi_tools.remittance_advise_parser import RemittanceAdviceParser, RemittanceAdviceParserError
from x12_edi_tools.x12_generator import X12Generator


def payment(number, claim, paid, owed):
    segments = [
        f"ST*835*000{number}",
        f"BPR*I*{paid}*C*ACH*CCP*01*091000019*DA*123456*1999999992**01*091000019*DA*654321*20261102",
        f"TRN*1*EFT{number}*1999999992",
        "DTM*405*20261030",
        "N1*PR*ANY INSURANCE",
        "N3*1 MAIN ST",
        "N4*DULUTH*MN*55802",
        "PER*BL*EDI DESK*TE*2185550100",
        "N1*PE*ANY GROUP*XX*1234567893",
        "LX*1",
        f"CLP*{claim}*1*120*{paid}*{owed}*12*ICN{number}",
        "NM1*QC*1*ROE*RICHARD****MI*M2",
        f"SVC*HC:71046:26*120*{paid}",
        "DTM*472*20261001",
        f"CAS*CO*45*{120 - paid - (owed or 0)}",
        *([f"CAS*PR*2*{owed}"] if owed else []),
    ]
    return [*segments, f"SE*{len(segments) + 1}*000{number}"]


def file(*payments):
    isa = f"ISA*00*{'':10}*00*{'':10}*ZZ*{'PAYER':15}*ZZ*{'GROUP':15}*261030*0900*^*00501*000000001*0*P*:"
    gs = "GS*HP*PAYER*GROUP*20261030*0900*1*X*005010X221A1"
    sets = [segment for each in payments for segment in each]
    return "~".join([isa, gs, *sets, f"GE*{len(payments)}*1", "IEA*1*000000001"]) + "~"


print("x12-edi-tools", version("x12-edi-tools"))
before = datetime.now()
read = RemittanceAdviceParser().parse(file(payment(1, "A1", 95, 20), payment(2, "A2", 100, 10)))
seen = [(each.claim_id, each.payment_amount, before <= each.service_date <= datetime.now()) for each in read.claims]
print("payment", read.transaction_id, "claims", [each[0] for each in seen], "of now", [each[2] for each in seen])
assert read.transaction_id == "EFT2"
assert seen == [("A2", 100, True)]
try:
    RemittanceAdviceParser().parse(file(payment(1, "A1", 95, "")))
    raise AssertionError("it reads a claim without CLP05")
except RemittanceAdviceParserError as refused:
    print("without CLP05:", refused)
made = X12Generator()
made.set_transaction_set_type("837")
made.add_isa_segment("GROUP", "PAYER")
made.add_gs_segment("HC", "GROUP", "PAYER")
made.add_st_segment()
made.add_se_segment()
isa, _, _, trailer = ["*".join([each.id, *each.elements]) + "~" for each in made.segments]
print(isa, len(isa), trailer)
assert (len(isa), trailer) == (113, "SE*4*0001~")
PYTHON
