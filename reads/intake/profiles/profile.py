"""The text of a profile (books/profiles/NAME.toml) and its faults by line: what all kinds of profiles share.

kind = "hl7"                  hl7, csv, xlsx, fhir or bank: what else the file may say depends on it
timezone = "America/Chicago"  the zone of times without an offset, where it isn't the facility's

[values.facility]             what the source writes = what wetread calls it, for any field
ABCHOSP = "mercy-main"
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from reads.core.english import did_you_mean
from reads.core.errors import FaultyInput
from reads.core.findings import Finding, Where
from reads.core.times import zone_named
from reads.core.toml_file import TomlFile
from reads.core.toml_places import Place

KINDS = ("hl7", "csv", "xlsx", "fhir", "bank")


@dataclass(slots=True)
class ProfileText:
    """A profile being read: gives its values by dotted key, collects what is wrong, and knows what nobody asked for."""

    file: str
    values: Mapping[str, object]
    places: Mapping[str, Place]
    findings: list[Finding] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, text: str, file: str) -> ProfileText:
        """The profile of a TOML text; one that is no TOML has no values and a finding."""
        opened = TomlFile.opened(text, file)
        return cls(file, opened.values, opened.places, opened.findings)

    @property
    def kind(self) -> str:
        """The kind of source, empty where the file names none that there is."""
        return self.word("kind", KINDS, "")

    def fault(self, key: str, code: str, message: str, remedy: str) -> None:
        """Records what is wrong with the value of a key."""
        around = key
        while around and around not in self.places:
            around = around.rpartition(".")[0]
        line, column = self.places.get(around, (1, 1))
        self.findings.append(Finding(code, f"{key}: {message}", remedy, Where(self.file, line, column, key)))

    def value(self, key: str) -> object:
        """What stands under the key, None where nothing does."""
        self.asked.add(key)
        found: object = self.values
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        found = self.value(key)
        if found is None:
            return default
        if not isinstance(found, str):
            self.fault(key, "wrong_type", "is no text", 'write it in quotes: "…"')
            return default
        return found

    def texts(self, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """A text or a list of texts."""
        found = self.value(key)
        if found is None:
            return tuple(default)
        listed = [found] if isinstance(found, str) else found
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
            self.fault(key, "wrong_type", "is neither a text nor a list of texts", 'write it like ["one", "other"]')
            return tuple(default)
        return tuple(listed)

    def word(self, key: str, words: Collection[str], default: str) -> str:
        """One of a few words."""
        found = self.text(key, default)
        if found not in words and found != default:
            self.fault(key, "unknown_value", f"is not one of {', '.join(words)}", did_you_mean(found, words))
            return default
        return found

    def whole(self, key: str, default: int, least: int = 0) -> int:
        """A whole number."""
        found = self.value(key)
        if found is None:
            return default
        if type(found) is not int or found < least:
            self.fault(key, "wrong_type", f"is no whole number from {least}", "write it like 2")
            return default
        return found

    def flag(self, key: str) -> bool:
        """Whether something is so; what isn't said is not."""
        found = self.value(key)
        if found is not None and not isinstance(found, bool):
            self.fault(key, "wrong_type", "is neither true nor false", "write true or false, without quotes")
        return found is True

    def zone(self, key: str = "timezone") -> ZoneInfo | None:
        """A time zone by its IANA name; None where the file says none."""
        name = self.text(key)
        zone = zone_named(name) if name else None
        if name and zone is None:
            self.fault(key, "unknown_value", "is no time zone", "use an IANA name like America/Chicago")
        return zone

    def mapping(self, key: str) -> dict[str, str]:
        """A table of texts by texts; the keys without regard to case or surplus blanks."""
        found = self.value(key)
        if found is None:
            return {}
        if not isinstance(found, Mapping):
            self.fault(key, "wrong_type", "is no table", f"write [{key}] and one line a word below it")
            return {}
        words: dict[str, str] = {}
        for word, meant in found.items():
            self.asked.add(f"{key}.{word}")
            if isinstance(meant, str):
                words[folded(word)] = meant
            else:
                self.fault(f"{key}.{word}", "wrong_type", "is no text", 'write it in quotes: "…"')
        return words

    def mappings(self, key: str, names: Collection[str]) -> dict[str, dict[str, str]]:
        """A table of such tables, one for each field: `[values.facility]`."""
        found = self.value(key)
        if found is None:
            return {}
        if not isinstance(found, Mapping):
            self.fault(key, "wrong_type", "is no table", f"write [{key}.facility] and one line a word below it")
            return {}
        for name in found:
            if name not in names:
                self.fault(f"{key}.{name}", "unknown_field", "is no field of a read", did_you_mean(name, names))
        return {name: self.mapping(f"{key}.{name}") for name in found if name in names}

    def end(self) -> None:
        """Records every key that nobody asked for: it would be passed over in silence."""
        known = {key.rpartition(".")[2] for key in self.asked}
        for path in self.places:
            if not any(path == key or key.startswith(f"{path}.") for key in self.asked) and not self._below_known(path):
                self.fault(
                    path, "unknown_key", "means nothing here", did_you_mean(path.rpartition(".")[2], sorted(known))
                )

    def _below_known(self, path: str) -> bool:
        """Whether a value that was asked for whole, or a key already named, holds this one."""
        above = path.rpartition(".")[0]
        named = {finding.where.field for finding in self.findings}
        while above:
            if (above in self.asked and not isinstance(self._at(above), Mapping)) or above in named:
                return True
            above = above.rpartition(".")[0]
        return path in named

    def _at(self, path: str) -> object:
        found: object = self.values
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    def refuse_faults(self) -> None:
        """FaultyInput with every fault, if there is any."""
        if self.findings:
            raise FaultyInput(f"the profile {self.file}", self.findings)


def folded(word: str) -> str:
    """A source's word as it is looked up: case and surplus blanks apart."""
    return " ".join(word.split()).casefold()
