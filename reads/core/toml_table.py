"""One table of a TOML file: hands out its keys' values as they are needed, and collects what is wrong.

A value that can't be had is None and leaves a finding; a key that nobody asked for is unknown, and not missing too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from reads.core.english import counted, did_you_mean
from reads.core.findings import Severity, Wrong
from reads.core.money import parse_decimal
from reads.core.time_zones import zone_named
from reads.core.toml_file import Key, TomlFile, Unquoted, is_text, shown_type, table_name

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

PERCENT_PLACES = 6
"""A percent may be written to so many places."""


class Section:
    """A table at `path`; `label` says in a message which one it is ('rate "CT head"', empty for the head)."""

    def __init__(self, file: TomlFile, path: str, table: Mapping[str, object], kind: str = "") -> None:
        self.file = file
        self.path = path
        self.table = table
        self.kind = kind
        self.asked: dict[str, None] = {}
        self.meant: set[str] = set()

    @classmethod
    def head(cls, file: TomlFile) -> Section:
        """What stands above all sections of a file, with all of them."""
        return cls(file, "", file.values)

    @property
    def label(self) -> str:
        """What a message calls this table."""
        name = None if self.kind.startswith("[") else self.table.get("name")
        return f'{self.kind} "{name}"' if isinstance(name, str) and name else self.kind

    @property
    def line(self) -> int:
        """The line on which the table begins."""
        return self.file.places.get(self.path, (0, 0))[0]

    def fault(self, code: str, message: str, remedy: str, key: str = "") -> None:
        """Records a fault of one of this table's keys, or of the table."""
        self.file.add((code, self.named(message), remedy), self.at(key))

    def warn(self, code: str, message: str, remedy: str, key: str = "") -> None:
        """Records what a person should look at, although the file can be used."""
        self.file.add((code, self.named(message), remedy), self.at(key), Severity.WARNING)

    def named(self, message: str) -> str:
        """The message with the table's label before it."""
        return f"{self.label}: {message}" if self.label else message

    def at(self, key: str) -> str:
        """The path of a key of this table."""
        return f"{self.path}.{key}" if self.path and key else key or self.path

    def has(self, key: str) -> bool:
        """Whether the file gives the key; after `finish` also where it gives a near one that is none."""
        return key in self.table or key in self.meant

    def raw(self, key: str) -> object:
        """The value as TOML has it; None where it isn't given. Asking for a key makes it known."""
        if key not in self.asked:
            self.asked[key] = None
            self.note(key)
        return self.table.get(key)

    def note(self, key: str, form: str = "", example: str = "", default: str = "") -> None:
        """Remembers what a key is asked for as, for the reference; the first that says something counts."""
        if not self.file.lists_keys:
            return
        known = self.file.asked.setdefault((table_name(self.path), key), Key(table_name(self.path), key))
        known.form, known.example = known.form or form, known.example or example
        known.default = known.default or default

    def need(self, key: str, example: str) -> None:
        """Records a fault unless the key is given."""
        self.raw(key)
        self.note(key, "", example)
        if self.file.lists_keys:
            self.file.asked[table_name(self.path), key].needed = True
        if not self.has(key):
            remedy = f"add a section {example}" if example == f"[{key}]" else f"add a line like `{key} = {example}`"
            self.fault("missing_key", f"`{key}` is missing", remedy, key)

    def wrong_type(self, key: str, wanted: str, example: str) -> None:
        """Records that a value has another type than wanted."""
        shown = shown_type(self.table[key.partition(".")[0]])
        self.fault("wrong_type", f"`{key}` must be {wanted}, not {shown}", f"write it like `{key} = {example}`", key)

    def text(self, key: str, example: str = '"..."') -> str:
        """A text, empty where it isn't given."""
        self.note(key, "a text", example)
        value = self.raw(key)
        if value is None:
            return ""
        if not is_text(value):
            self.wrong_type(key, "a text in quotes", example)
            return ""
        if not value.strip():
            self.fault("empty_text", f"`{key}` is empty", "write something, or leave the key out", key)
        return value.strip()

    def words(self, key: str, example: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        """A text or a list of texts, as a tuple; empty where it isn't given."""
        self.note(key, "a text or a list of texts", example)
        value = self.raw(key)
        if value is None:
            return ()
        entries = value if isinstance(value, list) else [value]
        texts = [entry.strip() for entry in entries if is_text(entry)]
        if len(texts) != len(entries):
            self.wrong_type(key, "a text in quotes or a list of them", example)
            return ()
        if not entries and not may_be_empty:
            self.fault("empty_list", f"`{key}` is an empty list", "name at least one, or leave the key out", key)
        return tuple(texts)

    def choice(self, key: str, kind: type[E], default: E) -> E:
        """One of the words of an enumeration."""
        if self.file.lists_keys:
            self.note(key, f"one of {', '.join(kind)}", f'"{default}"', f'"{default}"')
        value = self.text(key, f'"{default}"')
        if not value or value in (known := [member.value for member in kind]):
            return kind(value) if value else default
        self.fault("unknown_value", f'`{key} = "{value}"` is not known', did_you_mean(value, known), key)
        return default

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        self.note(key, "true or false", "true", str(default).lower())
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.wrong_type(key, "true or false", "true")
        return default

    def count(self, key: str, least: int, most: int = 10_000_000) -> int | None:
        """A whole number within bounds."""
        self.note(key, f"a whole number from {least} to {most:,}", str(max(least, 1)))
        if (value := self.raw(key)) is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong_type(key, "a whole number without quotes", str(max(least, 1)))
            return None
        if not least <= value <= most:
            bounds = f"at least {least}" if value < least else f"at most {most}"
            self.fault("out_of_range", f"`{key} = {value}` must be {bounds}", "correct the number", key)
            return None
        return value

    def day(self, key: str) -> date | None:
        """A calendar day."""
        self.note(key, "a date", "2026-01-01")
        value = self.raw(key)
        if value is None:
            return None
        if type(value) is not date:
            self.wrong_type(key, "a date without quotes and without a time", "2026-01-01")
            return None
        return value

    def number(self, key: str, places: int, example: str, unit: str = "") -> Decimal | None:
        """An exact decimal number of at most so many places, a text in the file (an integer will do)."""
        self.note(key, "a number in quotes", example)
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, Unquoted):
            remedy = f'write it in quotes: `{key} = "{value}"`{unit and f" for {value} {unit}"}'
            self.fault("unquoted_number", f"`{key} = {value}` is a number without quotes", remedy, key)
            return None
        if isinstance(value, bool) or not isinstance(value, str | int):
            self.wrong_type(key, "a number in quotes", example)
            return None
        try:
            found = parse_decimal(str(value).strip())
        except ValueError:
            remedy = f"write digits and a point only, like `{key} = {example}`"
            self.fault("bad_number", f'`{key} = "{value}"` is not a plain number', remedy, key)
            return None
        if -int(found.as_tuple().exponent) > places:
            message = f'`{key} = "{value}"` has more than {counted(places, "decimal")}'
            self.fault("too_many_places", message, f"round it to {places}", key)
            return None
        return found

    def amount(self, key: str, places: int) -> Decimal | None:
        """An amount of money, never negative."""
        self.note(key, "an amount in quotes", '"38.00"' if places else '"38"')
        found = self.number(key, places, '"38.00"' if places else '"38"')
        if found is not None and found < 0:
            remedy = "write it without the minus sign; what lowers a price is a tier or a credit"
            self.fault("negative_amount", f'`{key} = "{found}"` is negative', remedy, key)
            return None
        return found

    def percent(self, key: str, least: int, most: int) -> Decimal | None:
        """A percent within bounds, both included ("25" for 25 %)."""
        self.note(key, f"a percent in quotes, {least} to {most}", '"25"')
        found = self.number(key, PERCENT_PLACES, '"25"', "%")
        if found is not None and not least <= found <= most:
            message = f'`{key} = "{found}"` must lie between {least} and {most}'
            self.fault("out_of_range", message, "write the percent, 25 for 25 %", key)
            return None
        message = f'`{key} = "{found}"` is {found} %, less than one in a hundred'
        if found and abs(found) < 1 and (meant := f"{(found * 100).normalize():f}"):
            self.warn("small_percent", message, f'for {meant} % write "{meant}"; nothing, if it is meant so', key)
        return found

    def section(self, key: str, kind: str) -> Section | None:
        """The table under a key."""
        self.note(key, "a section")
        self.file.tables.setdefault((self.path, key), False)
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            inline = f"`{key} = {{ ... }}`" if self.path else f"`[{key}]` on a line of its own"
            self.fault("wrong_type", f"`{key}` must be a section", f"write it as {inline}", key)
            return None
        return Section(self.file, self.at(key), value, kind)

    def sections(self, key: str, kind: str) -> list[Section]:
        """The tables of an array of tables, none where it isn't given."""
        self.note(key, "any number of sections")
        self.file.tables.setdefault((self.path, key), True)
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
            remedy = f"write each as `[[{key}]]`, with double brackets, on a line of its own"
            self.fault("wrong_type", f"`{key}` must be a list of sections", remedy, key)
            return []
        return [Section(self.file, f"{self.at(key)}.{number}", entry, kind) for number, entry in enumerate(value)]

    def form(self, key: str, read: Callable[[str], V], example: str) -> V | None:
        """What `read` makes of the key's text (of a whole number too); its Wrong is a fault."""
        self.note(key, "a text", example)
        value = self.raw(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None:
            return None
        if not is_text(value):
            self.wrong_type(key, "a text in quotes", example)
            return None
        try:
            return read(value.strip())
        except Wrong as wrong:
            self.fault("wrong_form", f"`{key}`: {wrong.message}", wrong.remedy, key)
            return None

    def zone(self, key: str = "timezone", beside: str = "") -> ZoneInfo | None:
        """A time zone by its IANA name, None where none is given or `beside` stands there (a word that means another clock)."""
        self.note(
            key, "a time zone" + (f", or {beside}" if beside else ""), '"America/Chicago"', f'"{beside}"' * bool(beside)
        )
        name = self.text(key, '"America/Chicago"')
        if name in {"", beside}:
            return None
        found = zone_named(name)
        if found is None:
            near = did_you_mean(name, available_timezones())
            either = f'"{beside}", or ' if beside else ""
            remedy = f'write {either}a zone like "America/Chicago"'
            remedy = f"{remedy}; {near}" if near.startswith("did") else remedy
            self.fault("unknown_value", f'`{key} = "{name}"` is not a time zone', remedy, key)
        return found

    def finish(self) -> None:
        """Records the keys that nobody asked for; what they were probably meant to be isn't missing as well."""
        for key in self.table:
            if key in self.asked:
                continue
            remedy = did_you_mean(key, self.asked)
            if self.path and key in self.file.head:
                remedy = "move it above the first [section]: in TOML a key belongs to the section above it"
                self.file.misplaced.add(key)
            self.meant.update(get_close_matches(key, [name for name in self.asked if name not in self.table], n=1))
            self.fault("unknown_key", f"the key `{key}` is not known here", remedy, key)
        if not self.path:
            self.meant |= self.file.misplaced
        for key in self.meant:
            self.file.withdraw("missing_key", self.at(key))
