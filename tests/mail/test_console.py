"""The mail of development is read on the terminal."""

import io
from uuid import UUID

from tests.world import START
from webapp.mail.console import Console
from webapp.members.ports import Mail


def test_a_mail_is_written_out_whole(capsys):
    mail = Mail(UUID(int=1), "sori@duett.example", "ko", "제목", "첫 줄\n둘째 줄\n", START)
    stream = io.StringIO()
    Console("Duett <hello@duett.example>", stream).send(mail)
    lines = stream.getvalue().splitlines()
    assert lines[1:4] == [
        "From: Duett <hello@duett.example>",
        "To: sori@duett.example",
        "Subject: 제목",
    ]
    assert lines[5:7] == ["첫 줄", "둘째 줄"]
    Console("Duett <hello@duett.example>").send(mail)
    assert capsys.readouterr().out == stream.getvalue()
