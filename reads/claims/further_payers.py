"""What a final says of one of its payers beyond the first: who is insured there, and under which numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reads.claims.final_fields import FinalFields, known_relation, relation_of
from reads.claims.other_payer import OtherPayer
from reads.claims.person import PersonName
from reads.directory.model import Payer, PayerKind

FURTHER = {"payer2": "S", "payer3": "T"}
"""The fields that name further payers, and their place in order (SBR01)."""

_SAID_BY = {
    name: (name, *(f"{name}_{part}" for part in ("member_id", "group_number", "plan_name"))) for name in FURTHER
}


@dataclass(frozen=True, slots=True, repr=False)
class OtherCoverage:
    """The fields of one further payer; `name` is payer2 or payer3, `payer` an id of payers.csv."""

    name: str
    payer: str
    member_id: str
    relation: str
    subscriber: PersonName
    group_number: str
    plan_name: str
    msp_type: str

    def __repr__(self) -> str:
        return f"<Coverage {self.name}>"

    @classmethod
    def all_of(cls, fields: FinalFields) -> list[OtherCoverage]:
        """Those of which anything is said."""
        found = [cls.of(fields, name) for name, words in _SAID_BY.items() if any(map(fields.texts.get, words))]
        return [each for each in found if each.is_said]

    @classmethod
    def of(cls, fields: FinalFields, name: str) -> OtherCoverage:
        """What the fields say under payer2 or payer3; the subscriber is the patient unless they say otherwise."""
        relation = fields[f"{name}_relation"]
        own = relation_of(relation) is None
        person = (
            PersonName(*(fields[f"patient_{part}"] for part in ("last", "first", "middle", "suffix")))
            if own
            else PersonName(fields[f"{name}_last"], fields[f"{name}_first"])
        )
        member = "".join(fields[f"{name}_member_id"].split())
        plan = fields[f"{name}_group_number"], fields[f"{name}_plan_name"], fields["msp_type"]
        return cls(name, fields[name].strip(), member, relation, person, *plan)

    @property
    def is_said(self) -> bool:
        """Whether there is such a payer, or anything of one."""
        return bool(self.payer or self.member_id or self.group_number or self.plan_name)

    def missing(self) -> Iterator[str]:
        """The fields without which no claim can name this payer."""
        if not self.member_id:
            yield f"{self.name}_member_id"
        if not known_relation(self.relation):
            yield f"{self.name}_relation (self, spouse, child, other)"
        elif relation_of(self.relation) is not None and not self.subscriber.last:
            yield f"{self.name}_last"

    def as_other(self, payer: Payer, payer_id: str) -> OtherPayer:
        """The payer as one that is yet to decide."""
        relation = relation_of(self.relation)
        return OtherPayer(
            rank=FURTHER[self.name],
            relationship=relation.value if relation else "18",
            kind=payer.kind,
            name=payer.name,
            id=payer_id,
            subscriber=self.subscriber,
            member_id=self.member_id,
            group_number=self.group_number,
            plan_name="" if self.group_number else self.plan_name,
            msp_type=self.msp_type if payer.kind is PayerKind.MEDICARE else "",
        )
