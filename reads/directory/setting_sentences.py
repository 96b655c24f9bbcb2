"""What each setting of wetread.toml does, in one sentence, for the reference."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[tuple[str, str], str] = {
    ("", "database_url"): "Where the database is, as SQLAlchemy writes it; a relative SQLite path lies in the books.",
    ("group", "name"): "The group's name on papers and claims.",
    ("group", "npi"): "Its National Provider Identifier.",
    ("group", "tax_id"): "Its tax id.",
    ("group", "taxonomy"): "Its provider taxonomy code; 2085R0202X is diagnostic radiology.",
    ("group", "address"): "Its address, a list of lines.",
    ("group", "remit_to"): "Where payments go, a list of lines.",
    ("group", "ach_bank"): "The bank that takes transfers, printed with the remit-to.",
    ("group", "ach_routing"): "Its ABA routing number, nine digits.",
    ("group", "ach_account"): "The group's account there.",
    ("group", "phone"): "Its phone on papers and claims.",
    ("group", "email"): "Its e-mail on papers.",
    ("group", "timezone"): "On whose clock its days are told.",
    (
        "invoices",
        "number",
    ): "How invoices are numbered: {year} and {month} of the invoice date, {seq} gapless within them.",
    ("invoices", "logo"): "A file of the books that heads its papers.",
    (
        "priorities",
        "classes",
    ): "Urgencies beside routine, stat and critical, a list: what sources, names.csv and `match` may call them.",
    ("claims", "submitter_id"): "Its id at the clearinghouse (ISA06, GS02, NM109).",
    ("claims", "receiver_id"): "The clearinghouse's id (ISA08, GS03).",
    ("claims", "receiver_qualifier"): "What kind of id that is (ISA07): ZZ, 30 a tax number, 27 a Medicare carrier.",
    ("claims", "submitter_qualifier"): "What kind of id submitter_id is (ISA05), ZZ if not said.",
    ("claims", "receiver"): "The clearinghouse's name.",
    ("claims", "usage"): "T for test files, P for production (ISA15).",
    (
        "claims",
        "reference_prefix",
    ): "What the group's own claim and line numbers begin with, beside other systems' at one payer.",
    ("claims", "answer_ids"): "Other ids under which answers (999, 277CA, 835) come that are the group's.",
    (
        "claims",
        "test_senders",
    ): "Senders of answers (ISA06) whose answers are real though each says that it is a test (ISA15).",
    ("claims", "database_url"): "As above all sections; one of the two is enough.",
    ("claims", "key_file"): "The file of the key to patients' fields.",
    ("timestamps", "url"): "The authority that stamps where the audit log stands (RFC 3161), as an https address.",
    ("timestamps", "roots"): "The file in the books with the authority's root certificates, as PEM.",
    ("backup", "recipient"): "The public key that backups are encrypted to (age).",
    ("books", "dates"): "In which order the tables' dates are written where a spreadsheet has written them.",
    ("email", "host"): "The mail server.",
    ("email", "port"): "Its port.",
    ("email", "user"): "Its user; the password is asked for, or stands in the environment.",
    ("email", "from"): "The address that mails come from.",
    (
        "reminders",
        "levels",
    ): "When clients are reminded, a list: days past due = the words of that level, which a mail says.",
    ("accounts", "by_rate"): "Income accounts by the lines' names.",
    ("accounts", "items"): "What the accounting calls lines' names as items.",
    ("accounts", "customers"): "What the accounting calls clients.",
    ("accounts", "texts"): "What is written instead of a text that a file can't hold, wherever it stands.",
    ("accounts", "currency"): "What the accounting is kept in; a file without a column for currencies takes no other.",
    ("accounts", "tax_type"): "Xero's tax type of lines without tax.",
    ("accounts", "dates"): "How dates are written in files for accounting.",
}
"""By section and name; the accounts themselves say by their names what is posted to them."""
_ACCOUNTS = "The account's name in the group's accounting."


def sentence(section: str, name: str) -> str:
    """What the setting does; empty where nothing is written of it yet."""
    return SENTENCES.get((section, name), _ACCOUNTS if section == "accounts" else "")
