"""One DiagnosticReport as the texts of a read, with what its references say (spec 2.3, notes of domain 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reads.core.codes import MODALITIES, modality
from reads.directory.directory import Directory
from reads.intake.content import CONTENT, Content
from reads.intake.fhir.names import (
    CPT,
    DICOM,
    EVERYWHERE,
    HCPCS,
    NPI,
    codes,
    full_name,
    identified,
    identifiers,
    in_system,
    of_system,
    of_type,
)
from reads.intake.fhir.narrative import written_texts
from reads.intake.fhir.resource import NOTHING, References, Resource, each, inner, kind_of, text
from reads.intake.profiles.fhir import FhirProfile
from reads.intake.text_of_report import says_preliminary

_TEST_TAG = "HTEST"
_TAKEN_BACK = frozenset({"revoked", "cancelled", "entered-in-error"})
_OWN = CPT | HCPCS | EVERYWHERE


class FhirReport:
    """A report with what it refers to."""

    def __init__(self, resource: Resource, references: References, profile: FhirProfile, bundled_at: str = "") -> None:
        self.resource = resource
        self.references = references
        self.profile = profile
        self._bundled_at = bundled_at

    def linked(self, name: str) -> Iterator[tuple[Resource, Resource]]:
        """The references of that name, each with what it refers to, empty where that isn't there."""
        for reference in each(self.resource, name):
            yield reference, self.references.find(reference, self.resource)

    def first(self, name: str, kind: str) -> Resource:
        """The first resource of a kind that is referred to under that name."""
        return next((found for _, found in self.linked(name) if kind_of(found) == kind), NOTHING)

    @property
    def order(self) -> Resource:
        """The order that it fulfils."""
        return self.first("basedOn", "ServiceRequest")

    @property
    def changed_by(self) -> Sequence[str]:
        """What may change the meaning of the report or of its order, and isn't known here."""
        found = [text(one, "url") for of in (self.resource, self.order) for one in each(of, "modifierExtension")]
        return [*found, *filter(None, (text(of, "implicitRules") for of in (self.resource, self.order)))]

    @property
    def order_taken_back(self) -> str:
        """The status of its order or study where that says that there is nothing to read."""
        if text(self.order, "doNotPerform") == "True":
            return "do not perform"
        found = (text(one, "status") for one in self._studies())
        return next((status for status in found if status in _TAKEN_BACK), "")

    @property
    def categories(self) -> set[str]:
        """The codes of its departments."""
        return {
            text(coding, "code").upper() for one in each(self.resource, "category") for coding in each(one, "coding")
        }

    def texts(self, read_type: str, directory: Directory) -> Content:
        """What it says, in the order of CONTENT; absent fields as empty texts."""
        resource, meant = self.resource, self.profile.meant
        code = inner(resource, "code")
        values = {
            "facility": self.profile.facility or meant("facility", self._facility(directory)),
            "accession": next(iter(self.accessions), ""),
            "exam_code": meant("exam_code", self._exam_code(code)),
            "cpt": "+".join(dict.fromkeys(codes(code, CPT | HCPCS))),
            "description": text(code, "text") or text(code, "coding", "display"),
            "modality": meant("modality", self._modality()),
            "read_type": read_type,
            "priority": meant("priority", text(self.order, "priority")),
            "radiologist": meant("radiologist", self._radiologist(directory)),
            "exam_at": text(resource, "effectiveDateTime") or text(resource, "effectivePeriod", "start"),
            "signed_at": text(resource, "issued"),
            "sent_at": text(resource, "meta", "lastUpdated") or self._bundled_at,
            "patient_class": meant("patient_class", self._patient_class()),
            "test_patient": "yes" if self._is_test() else "",
            "visit": self._visit(),
        }
        return tuple(values.get(name, "") for name in CONTENT)

    @property
    def accessions(self) -> Sequence[str]:
        """By the profile's system; else the accession (ACSN), else the filler's number, wherever one stands; else the
        report's only number. Several where it is a report on several studies.
        """
        holders = [*self._studies(), self.resource]
        if system := self.profile.accession_system:
            return _distinct(number for holder in holders for number in of_system(holder, system))
        if found := _distinct(number for holder in holders for number in of_type(holder, "ACSN")):
            return found
        if found := _distinct(number for holder in holders for number in of_type(holder, "FILL")):
            return found[:1]
        alone = _distinct(identifiers(self.resource))
        return alone if len(alone) == 1 else ()

    @property
    def says_preliminary(self) -> bool:
        """Whether its own text says so: the forms it was printed in, its conclusion, its narrative; a profile may ignore that."""
        return not self.profile.ignore_text and says_preliminary(written_texts(self.resource))

    def _studies(self) -> Iterator[Resource]:
        """Orders and studies that it refers to, and what the references say of them themselves."""
        for name in ("basedOn", "imagingStudy", "study"):
            for reference, found in self.linked(name):
                yield found
                yield reference

    def _exam_code(self, code: Resource) -> str:
        wanted = self.profile.exam_system
        if wanted:
            return next(codes(code, frozenset({wanted})), "")
        own = [
            text(one, "code") for one in each(code, "coding") if text(one, "system") not in _OWN and text(one, "code")
        ]
        if own:
            return own[0]
        if any(codes(code, CPT | HCPCS)):
            return ""
        return next(codes(code, EVERYWHERE), "") or text(code, "text")

    def _modality(self) -> str:
        for _, study in self.linked("imagingStudy"):
            for concept in (
                *each(study, "modality"),
                *(one for s in each(study, "series") for one in each(s, "modality")),
            ):
                if text(concept, "code"):
                    return text(concept, "code")
        for category in each(self.resource, "category"):
            if coded := next(codes(category, DICOM), ""):
                return coded
        known = (one for one in sorted(self.categories) if modality(one) in MODALITIES and one not in ("PT", "OT"))
        return next(known, "")

    def _facility(self, directory: Directory) -> str:
        """The organisation that performed it: an identifier or name that the profile or the books know, else its name.

        Of several the one that is known as a facility, as a group of readers is not; two that are known are both answered.
        """
        performers = [(reference, found) for name in ("performer",) for reference, found in self.linked(name)]
        organizations = [each for each in performers if _is_organization(*each)]
        if organizations:
            every = [word for one in organizations for word in self._words(one)]
            meant = {word: self._known_facility(word, directory) for word in every}
            known = {id_: word for word, id_ in reversed(meant.items()) if id_}
            names = (text(found, "name") or text(reference, "display") for reference, found in organizations)
            return " / ".join(sorted(known.values())) or next(filter(None, names), "") or next(iter(every), "")
        shown = [text(reference, "display") for reference, found in performers if not found]
        if named := next((word for word in shown if word and directory.facility_named(word)), ""):
            return named
        return text(self.order, "locationReference", "display") or text(self.resource, "meta", "source")

    def _known_facility(self, word: str, directory: Directory) -> str:
        meant = self.profile.meant("facility", word)
        return meant if meant != word else directory.facility_named(word)

    @staticmethod
    def _words(performer: tuple[Resource, Resource]) -> Sequence[str]:
        """What an organisation is called: by numbers, by names, by its own id."""
        reference, found = performer
        numbers = [*identifiers(found), text(reference, "identifier", "value")]
        # A contained resource's id counts within its report alone: o1 is another hospital in the next one.
        own = "" if text(reference, "reference").startswith("#") else text(found, "id")
        return [word for word in (*numbers, text(found, "name"), text(reference, "display"), own) if word]

    def _radiologist(self, directory: Directory) -> str:
        """Who interpreted it: the NPI where there is one, else the name; of several the first that the books know.

        Where the NPI is one reader's and the name another's, both are answered.
        """
        named = (one for name in ("resultsInterpreter", "performer") for one in self._people(name))
        words = [directory.reader(number, names) for number, names in named if number or names]
        return next((word for word in words if directory.radiologist(word)), words[0] if words else "")

    def readers(self, directory: Directory) -> Sequence[str]:
        """The ids of all readers of the directory whom it names as those who interpreted it."""
        words = [directory.reader(number, names) for number, names in self._people("resultsInterpreter")]
        return list(dict.fromkeys(found.id for found in map(directory.radiologist, words) if found))

    def _people(self, name: str) -> Iterator[tuple[str, list[str]]]:
        """The NPI and the names of each person of that part of the report."""
        for reference, found in self.linked(name):
            if _is_organization(reference, found):
                continue
            known = found
            if kind_of(found) == "PractitionerRole":
                known = self.references.find(inner(found, "practitioner"), self.resource, found) or found
            number = in_system(known, NPI) or (
                text(reference, "identifier", "value") if text(reference, "identifier", "system") == NPI else ""
            )
            yield number, list(filter(None, (full_name(known), text(reference, "display"))))

    def _patient_class(self) -> str:
        encounter = self.first("encounter", "Encounter")
        return text(encounter, "class", "code")

    def _visit(self) -> str:
        """The number of the encounter: the identifier of type VN, else the only one."""
        reference, encounter = inner(self.resource, "encounter"), self.first("encounter", "Encounter")
        alone = list(dict.fromkeys(identifiers(encounter))) or [text(reference, "identifier", "value")]
        return identified(encounter, "VN") or (alone[0] if len(alone) == 1 else "")

    def _is_test(self) -> bool:
        tags = (*each(inner(self.resource, "meta"), "tag"), *each(inner(self.resource, "meta"), "security"))
        return any(text(tag, "code").upper() == _TEST_TAG for tag in tags)


def _is_organization(reference: Resource, found: Resource) -> bool:
    kinds = (kind_of(found), text(reference, "type"))
    return "Organization" in kinds or "Organization/" in text(reference, "reference")


def _distinct(numbers: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(number for number in map(str.strip, numbers) if number))
