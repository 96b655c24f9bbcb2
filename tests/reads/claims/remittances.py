"""835s as texts, for tests that post them: a payment of a claim of 165.00, and the same taken back."""

from tests.reads.claims.practice import Practice

COMMERCIAL = {"payer": "harbor-commercial", "facility": "harvest-regional", "radiologist": "r-chen"}


def payment(
    trace: str, day: str, *claims: str, amount: str, payee: str = "1450000009", number: int = 1, end: str = ""
) -> str:
    """A transaction set that pays these claims, their segments as they come."""
    body = [
        f"BPR*I*{amount}*C*ACH*CCP*01*111000025*DA*1234*1512345678**01*071000013*DA*5678*{day}",
        f"TRN*1*{trace}*1512345678",
        "N1*PR*HARBOR",
        f"N1*PE*LAKESHORE RADIOLOGY PARTNERS*XX*{payee}",
        "REF*TJ*361234567",
        "LX*1",
        *[segment for claim in claims for segment in claim.split("~")],
        *filter(None, end.split("~")),
    ]
    return "".join(f"{each}~\n" for each in [f"ST*835*{number:04d}", *body, f"SE*{len(body) + 2}*{number:04d}"])


def file(*sets: str, group: str = "HP", to: str = "LAKESHORE") -> str:
    return (
        f"ISA*00*{'':10}*00*{'':10}*ZZ*{'PAYER':15}*ZZ*{to:15}*261201*1200*^*00501*000000009*0*P*:~\n"
        f"GS*{group}*PAYER*{to}*20261201*1200*9*X*005010X221A1~\n{''.join(sets)}GE*{len(sets)}*9~\nIEA*1*000000009~\n"
    )


PAYS = "CLP*C000000001*1*165*60**12*ICN200~SVC*HC:70450:26*165*60**1~CAS*CO*45*105"
TAKES_BACK = "CLP*C000000001*22*-165*-60**12*ICN200~SVC*HC:70450:26*-165*-60**1~CAS*CR*45*-105"


def claim(practice: Practice):
    return practice.wetread("claims", "show", "C000000001")
