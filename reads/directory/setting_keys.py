"""Every setting that wetread.toml may have, in tables: its section, its name, what it may say (spec 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reads.core.currency import currency_code
from reads.directory import cell_types
from reads.directory.column import Column, Need
from reads.directory.group_and_rules import GROUP
from reads.directory.reminder_levels import reminder_levels
from reads.directory.saved_by_spreadsheets import DateOrder

DEFAULT_DATABASE = "sqlite:///wetread.db"


@dataclass(frozen=True, slots=True)
class SettingKey:
    """A setting that the file may have; `several` takes a list of texts. The section of the top level is empty."""

    section: str
    column: Column
    several: bool = False

    @property
    def shown(self) -> str:
        """As a person names it."""
        return f"[{self.section}] {self.column.name}" if self.section else self.column.name


def _of_group(section: str, *names: str) -> Iterator[SettingKey]:
    columns = {column.name: column for column in GROUP.columns}
    for name in names:
        yield SettingKey(section, columns[name], several=columns[name].form is cell_types.lines)


DATABASE = Column("database_url", cell_types.database, Need.OPTIONAL, DEFAULT_DATABASE)
_PATTERN = next(column for column in GROUP.columns if column.name == "invoice_number")
_CLASSES = next(column for column in GROUP.columns if column.name == "priority_classes")

GROUP_KEYS: tuple[SettingKey, ...] = (
    *_of_group("group", "name", "npi", "tax_id", "taxonomy", "address", "remit_to", "phone", "email", "timezone"),
    *_of_group("group", "ach_bank", "ach_routing", "ach_account"),
    SettingKey("invoices", replace(_PATTERN, name="number", attribute="invoice_number")),
    *_of_group("invoices", "logo"),
    SettingKey("priorities", replace(_CLASSES, name="classes", attribute="priority_classes"), several=True),
    *_of_group(
        "claims",
        "submitter_id",
        "submitter_qualifier",
        "receiver_id",
        "receiver_qualifier",
        "receiver",
        "usage",
        "reference_prefix",
        "answer_ids",
        "test_senders",
    ),
)
"""The settings that become the `Group`."""

KEY_FILE = Column("key_file", need=Need.OPTIONAL)
RECIPIENT = Column("recipient", need=Need.OPTIONAL)

STAMP_KEYS: tuple[SettingKey, ...] = (
    SettingKey("timestamps", Column("url", need=Need.OPTIONAL)),
    SettingKey("timestamps", Column("roots", need=Need.OPTIONAL)),
)
"""The authority that stamps the audit log's head (RFC 3161)."""

MAIL_KEYS: tuple[SettingKey, ...] = (
    SettingKey("email", Column("host", need=Need.OPTIONAL)),
    SettingKey("email", Column("port", cell_types.whole(1, 65535), Need.OPTIONAL)),
    SettingKey("email", Column("user", need=Need.OPTIONAL)),
    SettingKey("email", Column("from", cell_types.email, Need.OPTIONAL)),
)
"""The settings of mail to clients; the password is in none of them."""

REMINDER_KEYS: tuple[SettingKey, ...] = (
    SettingKey("reminders", Column("levels", reminder_levels, Need.OPTIONAL, ()), several=True),
)
"""When clients are reminded of what is overdue, and in which words."""

ACCOUNT_NAMES: Mapping[str, str] = {
    "receivable": "1200 Accounts Receivable",
    "unbilled": "1210 Unbilled Receivables",
    "cash": "1010 Undeposited Funds",
    "unapplied": "2400 Unapplied Cash",
    "tax": "2200 Sales Tax Payable",
    "revenue": "4000 Read Income",
    "surcharges": "4010 Surcharge Income",
    "minimums": "4020 Minimum Income",
    "fees": "4030 Fixed Fees",
    "credits": "4090 Service Credits",
    "write_offs": "6200 Bad Debt",
    "discounts": "4095 Early Payment Discounts",
    "insurance_receipts": "4100 Insurance Receipts",
    "insurance_adjustments": "4190 Insurance Adjustments",
}
"""The accounts that exports post to, with the names they have unless the books say otherwise."""

HOME_CURRENCY = "USD"
"""What the group's accounting is kept in unless the books say otherwise."""

EXPORT_MAPPINGS = ("by_rate", "items", "customers", "texts")
"""Settings of [accounts] that say, in a list of "ours = theirs", what the group's accounting calls something."""

ACCOUNT_KEYS: tuple[SettingKey, ...] = (
    *(
        SettingKey("accounts", Column(name, cell_types.plain, Need.OPTIONAL, default))
        for name, default in ACCOUNT_NAMES.items()
    ),
    *(
        SettingKey("accounts", Column(name, cell_types.pairs, Need.OPTIONAL, ()), several=True)
        for name in EXPORT_MAPPINGS
    ),
    SettingKey("accounts", Column("currency", currency_code, Need.OPTIONAL, HOME_CURRENCY)),
    SettingKey("accounts", Column("tax_type", cell_types.plain, Need.OPTIONAL)),
    SettingKey("accounts", Column("dates", cell_types.one_of("MM/DD/YYYY", "DD/MM/YYYY", "YYYY-MM-DD"), Need.OPTIONAL)),
)
"""The settings of exports to accounting; `invoicing.exports.chart_of_accounts` makes a chart of them."""

KEYS: tuple[SettingKey, ...] = (
    SettingKey("", DATABASE),
    *GROUP_KEYS,
    SettingKey("claims", DATABASE),
    SettingKey("claims", KEY_FILE),
    SettingKey("backup", RECIPIENT),
    *STAMP_KEYS,
    SettingKey("books", Column("dates", cell_types.one_of(*filter(None, DateOrder)), Need.OPTIONAL)),
    *MAIL_KEYS,
    *REMINDER_KEYS,
    *ACCOUNT_KEYS,
)
"""Every setting there is; those that aren't the group's are read from `Settings.values`, by section and name."""
