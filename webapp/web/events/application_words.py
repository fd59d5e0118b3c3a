"""How somebody's application stands, and each step of it, in a sentence or two."""

from webapp.catalogue.shapes import N_
from webapp.consent.decision import Answer
from webapp.events.entries import Mine
from webapp.events.rows import EventState
from webapp.events.steps import Progress, Step, StepState
from webapp.web.events.asking import sign_of
from webapp.web.events.dates import draft_words
from webapp.web.events.went import all_of, taken_back
from webapp.web.locale import gettext, number
from webapp.web.services import services


def how_it_stands(mine: Mine) -> str:
    """Return how an application stands, in a sentence or two."""
    if mine.listing.row.state is EventState.CANCELLED:
        off = gettext(N_("취소된 이벤트예요. 적은 답은 모두 지워요."))
        return " ".join([off, *taken_back(all_of(mine))])
    if not mine.is_draft:
        return " ".join(filter(None, (_place(mine), _waits_for_consent(mine))))
    return f"{_unsent(mine)} {draft_words(mine.listing.row, mine.entry.expires_at)}"


def _place(mine: Mine) -> str:
    if mine.is_seated:
        return gettext(N_("신청했어요. 자리가 있어요."))
    if services().now() >= mine.listing.row.starts_at:
        return gettext(N_("대기했지만 자리가 나지 않았어요."))
    turn = number(mine.waiting_number or 0)
    waits = gettext(N_("대기 %(turn)s번이에요. 자리가 나면 이 순서대로 드려요."), turn=turn)
    quiet = gettext(N_("따로 알림은 가지 않으니 여기에서 확인해 주세요."))
    return f"{waits} {quiet}"


def _waits_for_consent(mine: Mine) -> str:
    if not any(step.state is StepState.CHANGED for step in mine.progress.steps):
        return ""
    return gettext(N_("내용이 바뀐 질문이 있어요. 다시 동의하시기 전에는 그 답을 쓰지 않아요."))


def _unsent(mine: Mine) -> str:
    """Return why an application is not sent; one that was ends with an answer it needs."""
    missing = [step for step in mine.progress.steps if step.is_missing]
    if any(step.is_withdrawn for step in missing):
        return gettext(N_("필요한 답을 지워서 지금은 신청된 상태가 아니에요."))
    if any(step.state is StepState.SKIPPED for step in missing):
        return gettext(N_("필요한 답이 없어서 아직 보낼 수 없어요."))
    return gettext(N_("아직 보내지 않았어요."))


def answer_words(step: Step) -> str:
    """Return how a question stands that has no answer to show."""
    words = N_("아직 답하지 않았어요")
    if step.state is StepState.CHANGED:
        words = N_("내용이 바뀌어서 한 번 더 여쭤봐요")
    elif step.state is StepState.SKIPPED:
        words = N_("지웠어요") if step.is_withdrawn else N_("건너뛰었어요")
    return gettext(words)


def handing_words(step: Step, progress: Progress, items: str) -> str:
    """Return whether answers may be handed on, and where they are not asked for, why."""
    words = {
        StepState.GIVEN: N_("동의했어요: %(items)s"),
        StepState.CHANGED: N_("내용이 바뀌어서 한 번 더 여쭤봐요"),
        StepState.SKIPPED: N_("동의하지 않았어요. 주지 않아요."),
        StepState.PASSED_OVER: N_("줄 답이 없어서 여쭤보지 않았어요"),
    }.get(step.state, N_("아직 답하지 않았어요"))
    if step.state is StepState.SKIPPED and step.is_withdrawn:
        words = N_("동의를 철회했어요. 더 주지 않아요.")
    if step.state is StepState.PASSED_OVER:
        words = _why_not_asked(step, progress) or words
    return gettext(words, items=items)


def _why_not_asked(step: Step, progress: Progress) -> str:
    if step.standing is not None and step.standing.answer is Answer.GIVEN:
        return N_("동의했지만 답의 내용이 바뀌었어요. 그 답에 다시 동의하기 전에는 주지 않아요.")
    if step.is_withdrawn:
        return N_("줄 답을 지워서 동의도 끝났어요. 더 주지 않아요.")
    return N_("줄 답이 아직 없어요") if sign_of(step, progress.steps) == "open" else ""
