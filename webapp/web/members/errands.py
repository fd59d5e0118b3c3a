"""Back from Kakao for something else than a login: what a signed-in person went to prove it for."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.consent.decision import MemberId
from webapp.consent.errors import MemberGone
from webapp.members.errors import AttemptUnknown
from webapp.members.ports import KakaoIdentity
from webapp.members.rows import Attempt
from webapp.rights.exporting import EXPORT
from webapp.rights.leaving import LEAVE
from webapp.web.device import is_in_kakaotalk
from webapp.web.locale import language
from webapp.web.rights.exporting import proof_of_export
from webapp.web.services import services
from webapp.web.session import current_member, end_session


@dataclass(frozen=True, slots=True)
class Errand:
    """What follows the proof, and the page and the word for who gave it up at Kakao."""

    proven: Callable[[MemberId], ResponseReturnValue]
    back: str
    given_up: str

    def finish(self, attempt: Attempt, identity: KakaoIdentity) -> ResponseReturnValue:
        """Go on, if it is the signed-in member who came back, and freshly asked by Kakao.

        Raises `AttemptUnknown`, `WrongPerson` and `NotFresh`.
        """
        signed_in = current_member()
        if signed_in is None:
            raise AttemptUnknown
        member_id = signed_in.member_id
        fresh = not is_in_kakaotalk(signed_in.device)
        services().login.confirm(attempt, identity, member_id, fresh=fresh)
        return self.proven(member_id)

    def give_up(self) -> ResponseReturnValue:
        """Go back to where it began, with a sentence."""
        return redirect(url_for(self.back, done=self.given_up), 303)


def _leave(member_id: MemberId) -> ResponseReturnValue:
    reference = services().leaving.leave(member_id, language())
    end_session(clear_browser=True)
    if reference is None:  # another tab was faster
        raise MemberGone
    return redirect(url_for("rights.done", r=reference), 303)


def _export(member_id: MemberId) -> ResponseReturnValue:  # noqa: ARG001  the session names them
    return redirect(url_for("exporting.show", proof=proof_of_export()), 303)


ERRANDS = {
    LEAVE: Errand(_leave, "rights.ask", "stayed"),
    EXPORT: Errand(_export, "exporting.show", "not_exported"),
}
