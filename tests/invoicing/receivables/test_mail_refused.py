"""What a mail server's no means: for now or for good, in the server's own words."""

import pytest

from invoicing.receivables.mail_errors import Refused


@pytest.mark.parametrize(
    ("status", "said", "words", "remedy"),
    [
        (452, b"4.2.2 The email account is over quota", "4.2.2 The email account is over quota", "run it again later"),
        (450, b"4.7.1 Greylisted,\nsee wiki", "4.7.1 Greylisted, see wiki", "run it again later"),
        (421, b"closing", "closing", "run it again later"),
        (550, b"5.1.1 User unknown", "5.1.1 User unknown", "correct [email] or the address"),
        (552, b"5.2.2 Mailbox full\x1b[31m", "5.2.2 Mailbox full [31m", "correct [email] or the address"),
    ],
)
def test_a_full_mailbox_is_tried_again_and_a_wrong_address_corrected(status, said, words, remedy):
    error = Refused("mail.example", "ap@mercy.example", status, said)
    assert str(error.message) == (
        f"mail.example refused ap@mercy.example with {status}; nothing was sent; it says: {words}"
    )
    assert remedy in (error.remedy or "")


def test_a_server_that_gives_no_reason_is_not_quoted():
    assert Refused("mail.example", "the mail", 554, b" \r\n").message.endswith("with 554; nothing was sent")
