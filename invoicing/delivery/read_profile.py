"""Reads a delivery profile; all that is wrong with it is told at once."""

from __future__ import annotations

from enum import StrEnum

from invoicing.delivery import portal_csv
from invoicing.delivery.errors import FaultyDelivery
from invoicing.delivery.profile import (
    CxmlIds,
    DeliveryKind,
    Endpoint,
    EndpointScheme,
    Profile,
    ProfileUsage,
    UblIds,
    UblProfile,
    X12Ids,
    X12Version,
)
from reads.core.english import did_you_mean
from reads.core.findings import Finding
from reads.core.toml_file import TomlFile, is_text
from reads.core.toml_table import Section


class Dates(StrEnum):
    """How a portal writes days."""

    AMERICAN = "MM/DD/YYYY"
    ISO = "YYYY-MM-DD"


_DATES = {Dates.AMERICAN: "%m/%d/%Y", Dates.ISO: "%Y-%m-%d"}


def read_profile(data: bytes, name: str) -> Profile:
    """The profile of that name; FaultyDelivery with everything that is wrong where anything of it is an error."""
    profile, findings = checked_profile(data, name)
    if profile is None:
        raise FaultyDelivery(_label(name), findings)
    return profile


def checked_profile(data: bytes, name: str) -> tuple[Profile | None, list[Finding]]:
    """The profile, None with any error among what is wrong with it, and all that is wrong."""
    file = TomlFile.read(data, _label(name))
    profile = profile_of(file, name) if file.is_toml else None
    return None if file.failed else profile, file.sorted_findings


def _label(name: str) -> str:
    return f"delivery/{name}.toml"


def profile_of(file: TomlFile, name: str) -> Profile:
    """What the file says; what is wrong stands in its findings."""
    head = Section.head(file)
    head.need("kind", '"portal-csv"')
    kind = head.choice("kind", DeliveryKind, DeliveryKind.FOLDER)
    profile = Profile(
        name=name,
        kind=kind,
        currencies=head.words("currencies", '["USD"]'),
        columns=_columns(head) if kind is DeliveryKind.PORTAL_CSV else (),
        dates=_DATES[head.choice("dates", Dates, Dates.AMERICAN)] if kind is DeliveryKind.PORTAL_CSV else "",
        x12=_x12(head) if kind is DeliveryKind.X12_810 else None,
        cxml=_cxml(head) if kind is DeliveryKind.CXML else None,
        ubl=_ubl(head) if kind is DeliveryKind.UBL else None,
    )
    head.finish()
    return profile


def _columns(head: Section) -> tuple[tuple[str, str], ...]:
    head.note("columns", "a section of lines of your own", '"Invoice #" = "number"')
    written = head.raw("columns")
    if not isinstance(written, dict) or not written:
        head.fault(
            "no_columns", "a portal's CSV has a table [columns]", 'add [columns] with lines like "Invoice #" = "number"'
        )
        return ()
    for title, field in written.items():
        if not is_text(field):
            head.fault(
                "wrong_type",
                f"`{title}` must name one of our fields",
                'write it like "Invoice #" = "number"',
                "columns",
            )
        elif not field.startswith("=") and field not in portal_csv.FIELDS:
            remedy = f'{did_you_mean(field, portal_csv.FIELDS)}; or a text of its own, like "=US"'
            head.fault("unknown_field", f"`{title}`: there is no field {field!r}", remedy, "columns")
    return tuple((title, str(field)) for title, field in written.items())


def _needed(section: Section, key: str, example: str) -> str:
    section.need(key, example)
    return section.text(key, example)


def _x12(head: Section) -> X12Ids | None:
    head.need("x12", "[x12]")
    section = head.section("x12", "x12")
    if section is None:
        return None
    found = X12Ids(
        version=section.choice("version", X12Version, X12Version.V4010),
        usage=section.choice("usage", ProfileUsage, ProfileUsage.TEST),
        sender_qualifier=section.text("sender_qualifier", '"ZZ"') or "ZZ",
        sender=_needed(section, "sender", '"LAKESHORE"'),
        receiver_qualifier=section.text("receiver_qualifier", '"ZZ"') or "ZZ",
        receiver=_needed(section, "receiver", '"MERCYAP"'),
    )
    for key, value, most in (
        ("sender", found.sender, 15),
        ("receiver", found.receiver, 15),
        ("sender_qualifier", found.sender_qualifier, 2),
        ("receiver_qualifier", found.receiver_qualifier, 2),
    ):
        if len(value) > most or not value.isascii() or any(each in "*~>^|\n" for each in value):
            section.fault(
                "wrong_form", f"`{key}` has up to {most} plain letters and digits", "copy it from their guide", key
            )
    section.finish()
    return found


def _cxml(head: Section) -> CxmlIds | None:
    head.need("cxml", "[cxml]")
    section = head.section("cxml", "cxml")
    if section is None:
        return None
    found = CxmlIds(
        from_domain=_needed(section, "from_domain", '"DUNS"'),
        from_identity=_needed(section, "from_identity", '"123456789"'),
        to_domain=_needed(section, "to_domain", '"NetworkID"'),
        to_identity=_needed(section, "to_identity", '"AN01000000001"'),
        usage=section.choice("usage", ProfileUsage, ProfileUsage.TEST),
    )
    section.finish()
    return found


def _ubl(head: Section) -> UblIds | None:
    head.need("ubl", "[ubl]")
    section = head.section("ubl", "ubl")
    if section is None:
        return None
    profile = section.choice("profile", UblProfile, UblProfile.EN16931)
    found = UblIds(
        profile,
        section.text("customization", '"urn:peppol:pint:billing-1"'),
        section.text("process", '"urn:peppol:bis:billing"'),
        _endpoint(section, "seller"),
        _endpoint(section, "buyer"),
    )
    for party, there in (("seller", found.seller), ("buyer", found.buyer)):
        if there is None and profile is UblProfile.PINT and not section.has(f"{party}_id"):
            section.need(f"{party}_id", '"36-1234567"')
    section.finish()
    return found


def _endpoint(section: Section, party: str) -> Endpoint | None:
    scheme = section.choice(f"{party}_scheme", EndpointScheme, EndpointScheme.EIN)
    number = section.text(f"{party}_id", '"36-1234567"')
    digits = number.replace("-", "")
    if not number:
        return None
    wanted = 13 if scheme is EndpointScheme.GLN else 9
    if len(digits) != wanted or not (digits.isascii() and digits.isdigit()):
        remedy = f"write its {wanted} digits"
        section.fault("wrong_form", f'`{party}_id = "{number}"` is no {scheme}', remedy, f"{party}_id")
    return Endpoint(scheme, digits)
