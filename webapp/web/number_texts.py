"""Sending the code that checks a telephone number, and the words when it cannot be sent."""

from urllib.parse import urlsplit

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from webapp.catalogue.kinds import Problem, Unclean
from webapp.catalogue.shapes import N_, Notice
from webapp.consent.decision import MemberId
from webapp.profile.number_codes import TooManyMisses
from webapp.profile.texting import NotSent
from webapp.web import logs
from webapp.web.limits import count
from webapp.web.locale import gettext
from webapp.web.services import services, site
from webapp.web.step_form import Posted

CODE, SENT, UNSENT = "code", "code_sent", "code_unsent"
"""What became of an answer whose number is being checked: nothing yet; of another code; of none."""

_LIMIT = "code"
_PART = "value"
TOO_MANY = N_("지금은 코드를 더 보낼 수 없어요. 한 시간 뒤에 다시 눌러 주세요.")
PAUSED = N_("코드가 열 번 맞지 않아 잠시 멈췄어요. 15분 뒤에 다시 눌러 주세요.")


def begin(notice: Notice, posted: Posted) -> str:
    """Park a posted answer and send its number a code; return how the code page is to begin.

    Raises `StaleTicket`, `NotTicked` and `Unclean`, the last also when no code may be sent now.
    """
    numbers = services().numbers
    try:
        numbers.begin(notice, posted.reply, _text, _count, is_change=posted.is_change)
    except TooManyRequests:
        raise Unclean((Problem(_PART, TOO_MANY),)) from None
    except TooManyMisses:
        raise Unclean((Problem(_PART, PAUSED),)) from None
    except NotSent as fault:
        return _unsent(fault)
    return CODE


def send_again(member_id: MemberId) -> str:
    """Send another code; return how the code page is to begin.

    Raises `NoCheck`, `TooManyMisses` and `TooManyRequests`.
    """
    _count()
    try:
        services().numbers.send_again(member_id, _text)
    except NotSent as fault:
        return _unsent(fault)
    return SENT


def to_code_page(done: str) -> ResponseReturnValue:
    """Lead from a question about a number to the page of its code, which lies under it."""
    told = {"done": done} if done == UNSENT else {}
    came_from = {"from": "check"} if request.args.get("from") == "check" else {}
    asked = "&".join(f"{name}={word}" for name, word in (came_from | told).items())
    return redirect(f"{request.path}/code{'?' if asked else ''}{asked}", 303)


def _count() -> None:
    """Count a message that is about to be sent; raises `TooManyRequests`."""
    count(_LIMIT)


def _unsent(fault: NotSent) -> str:
    logs.alarm("NotSent", fault)
    return UNSENT


def _text(code: str) -> str:
    """Write the message; its last line lets a telephone fill the code in on our page alone."""
    words = gettext("[Duett] 전화번호 확인 코드 %(code)s (15분 동안 쓸 수 있어요)", code=code)
    return f"{words}\n\n@{urlsplit(site().origin).hostname} #{code}"
