"""A question page, wherever it stands (journey or My page): shown, answered, shown again.

Order of a page that could not be saved: the answer is kept, the tick never is (promise P5).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.catalogue.kinds import Raw, Unclean, look
from webapp.catalogue.kinds.photo import PART
from webapp.catalogue.shapes import N_, Field, Kind, Notice
from webapp.consent.edition import Edition
from webapp.consent.errors import NotTicked, StaleTicket
from webapp.onboarding.journey import StepPage
from webapp.profile.photos.errors import PhotosAway
from webapp.web.changes import changed_rows
from webapp.web.fetch_words import said
from webapp.web.guards import member
from webapp.web.locale import gettext, language
from webapp.web.notices import message
from webapp.web.number_texts import CODE, UNSENT, begin, to_code_page
from webapp.web.photos.answering import keep_photo
from webapp.web.photos.words import away_words
from webapp.web.services import services
from webapp.web.staff import staff_line
from webapp.web.step_form import Posted, new_repeat_key, read_parts, read_step

NOT_TICKED = N_("동의하지 않으면 저장하지 않아요. 동의하거나 건너뛰기를 눌러 주세요.")
TICK_AGAIN = N_("동의는 남기지 않았어요. 고치신 뒤 다시 표시해 주세요.")
PHOTO_AGAIN = N_("고르신 사진은 화면이 바뀌면서 사라졌어요. 다시 골라 주세요.")
CARRIED = N_("가입할 때 적은 해예요. 동의하고 저장해야 나이 항목에 남아요.")
Onward = Callable[[str], ResponseReturnValue]
"""What follows an answer, from the word for what was done (saved, skipped, kept)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a question page stands: its template, its way back, whether the staff is drawn."""

    template: str
    back: dict[str, str]
    with_staff: bool = False
    more: Callable[[StepPage], dict[str, Any]] = lambda _page: {}
    """What only this place shows beside the question."""


Framed = Callable[[], Frame]
"""Makes the frame; most answers lead on and need none."""


@dataclass(frozen=True, slots=True)
class Again:
    """A page to be shown again: what was posted, what is wrong, and what changed."""

    parts: Raw
    errors: tuple[tuple[str, str], ...] = ()
    banner: str = ""
    stale: bytes | None = None


ShowAgain = Callable[[Again, int], ResponseReturnValue]
"""Answers with the page of a question once more, under a status."""


def show_step(field: Field, frame: Frame, banner: str = "") -> str:
    """Return the page of a field with the value that is kept, under a sentence if there is one."""
    page = _page(field)
    words = gettext(CARRIED) if page.is_carried else said(field)
    if frame.with_staff:  # on My page this sentence has a place of its own
        words = words or message()
    return _render(page, frame, Again(page.parts, banner=banner or words))


def refuse_file(field: Field, frame: Frame, words: str) -> str:
    """Return the page with words at the file, none of which was read."""
    return _render(_page(field), frame, Again({}, ((PART, words),)))


def reshow_step(field: Field, frame: Frame, banner: str) -> str:
    """Return the page with what was posted, unticked, under a sentence."""
    return _render(_page(field), frame, Again(read_parts(field), banner=banner))


def answer_step(field: Field, frame: Framed, onward: Onward) -> ResponseReturnValue:
    """Carry a posted page out; shows it again (422, or 409 with the new card) if that fails."""
    notice = services().journey.notice_of(field.key)
    posted = read_step(field)
    if notice is None or posted.act not in ("agree", "skip", "look"):
        raise BadRequest
    if posted.act == "look":
        return _looked(field, frame, posted.reply.raw)

    def again(shown: Again, status: int) -> ResponseReturnValue:
        return _again(field, frame, shown, status)

    def carried_out() -> ResponseReturnValue:
        done = _carry_out(field, notice, posted)
        return to_code_page(done) if done in (CODE, UNSENT) else onward(done)

    try:
        return settle(posted, carried_out, again)
    except NotTicked:
        lost = ((PART, PHOTO_AGAIN),) if field.kind is Kind.PHOTO else ()
        return again(Again(posted.reply.raw, (*lost, ("agree", NOT_TICKED))), 422)
    except PhotosAway as away:
        return again(Again({}, ((PART, away_words(away)),)), 503)


def settle(
    posted: Posted, carried_out: Callable[[], ResponseReturnValue], again: ShowAgain
) -> ResponseReturnValue:
    """Carry a posted page out, wherever its question is asked; shows it again if that fails.

    Raises `NotTicked`, whose words differ with the question.
    """
    try:
        return carried_out()
    except Unclean as refusal:
        errors = [(problem.part, problem.words) for problem in refusal.problems]
        if not posted.is_change:
            errors.append(("agree", TICK_AGAIN if posted.reply.ticked else NOT_TICKED))
        return again(Again(posted.reply.raw, tuple(errors)), 422)
    except StaleTicket as stale:
        words = gettext("그 사이에 동의 내용이 바뀌었어요. 아직 저장하지 않았어요.")
        return again(Again(posted.reply.raw, (), words, stale.shown), 409)


def drawn(edition: Edition, ticket: str, again: Again) -> dict[str, Any]:
    """Return what every page of a question shows, whatever is asked on it."""
    return {
        "body": edition.body,
        "ticket": ticket,
        "form_key": new_repeat_key(),
        "errors": [{"target": part, "text": gettext(words)} for part, words in again.errors],
        "banner": again.banner,
        "changed": changed_rows(again.stale, edition),
    }


def _looked(field: Field, frame: Framed, raw: Raw) -> ResponseReturnValue:
    """Show the page with what was posted and what follows from it; nothing is saved."""
    problems = look(field, raw)
    if problems is None:
        raise BadRequest
    errors = tuple((problem.part, problem.words) for problem in problems)
    return _again(field, frame, Again(raw, errors), 422 if errors else 200)


def _carry_out(field: Field, notice: Notice, posted: Posted) -> str:
    answers = services().answers
    if posted.act == "skip":
        if posted.is_change:
            return "kept"
        answers.skip(notice, posted.reply)
        return "skipped"
    if services().numbers.checks(notice):
        return begin(notice, posted)
    if field.kind is Kind.PHOTO:
        keep_photo(field, notice, posted.reply, is_change=posted.is_change)
    elif posted.is_change:
        answers.change(notice, posted.reply)
    else:
        answers.agree(notice, posted.reply)
    return "saved"


def _again(field: Field, frame: Framed, again: Again, status: int) -> ResponseReturnValue:
    return _render(_page(field), frame(), again), status


def _page(field: Field) -> StepPage:
    me = member()
    return services().journey.page(me.member_id, field, language(), me.session_hash.hex())


def _parts(page: StepPage, again: Again) -> Raw:
    """Return what the control shows: a file cannot come back, so what is kept stays in sight."""
    if page.step.field.kind is not Kind.PHOTO:
        return again.parts
    return page.parts if again.parts is page.parts else page.parts | {"again": ["yes"]}


def _render(page: StepPage, frame: Frame, again: Again) -> str:
    return render_template(
        frame.template,
        field=page.step.field,
        parts=_parts(page, again),
        enctype="multipart/form-data" if page.step.field.kind is Kind.PHOTO else None,
        is_live=page.is_live,
        line=staff_line(page.steps, page.step.field.key) if frame.with_staff else [],
        back=frame.back,
        fetch=_way_to_kakao(page.step.field, frame),
        kept=page.kept,
        **drawn(page.edition, page.ticket, again),
        **frame.more(page),
    )


def _way_to_kakao(field: Field, frame: Frame) -> str:
    """Return the address of fetching this field from Kakao, "" where that is not on offer."""
    if not services().fetching.offers(field):
        return ""
    if not frame.with_staff:
        return url_for("fetching.ask_on_my_page", field=field)
    more: dict[str, Any] = {"from": "check"} if request.args.get("from") == "check" else {}
    return url_for("fetching.ask", field=field, **more)
