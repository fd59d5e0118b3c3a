"""The text messages of development, and who may do without a sender."""

import io

import pytest

from webapp.profile.texting import Texts
from webapp.sms.console import Console


def test_a_message_is_written_where_a_developer_reads_it():
    stream = io.StringIO()
    sender: Texts = Console(stream)
    sender.send("+821012345678", "[Duett] 123456")
    assert "+821012345678" in stream.getvalue()
    assert "[Duett] 123456" in stream.getvalue()


def test_without_a_stream_it_is_the_terminal(capsys: pytest.CaptureFixture[str]):
    Console().send("+821012345678", "[Duett] 123456")
    assert "123456" in capsys.readouterr().out
