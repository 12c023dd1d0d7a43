import pytest

from loket_mail.message.parse import parse
from tests.mail.message.mail_writing import WholeMail
from tests.mail.message.whole_mails import WHOLE_MAILS


@pytest.mark.parametrize("mail", [pytest.param(mail, id=mail.name) for mail in WHOLE_MAILS])
def test_m13_a_whole_mail_is_read_as_its_sender_saw_it(mail: WholeMail) -> None:
    incoming = parse(mail.raw)
    assert incoming.text == mail.text
    assert tuple((f.name, f.media_type, f.content) for f in incoming.files) == mail.files
    assert (incoming.subject, incoming.sender) == (mail.subject, mail.sender)
    assert incoming.damaged == mail.damaged
    assert incoming.robot is None
