"""The end of a membership: everything personal goes in one transaction, whoever asked for it.

The person asks here, or cuts the link at Kakao, where the button promises that all information is
deleted; link and membership have to agree (Kakao operation policy).
"""

from datetime import datetime
from uuid import uuid4

from webapp.consent.decision import MEMBERSHIP, Answer, MemberId
from webapp.consent.record import record
from webapp.members.inactivity import call_off
from webapp.members.kakao_link_errands import KIND as SCOPE
from webapp.members.kakao_link_errands import errands_of
from webapp.members.kakao_link_ports import LinkStore
from webapp.members.ports import MemberStore
from webapp.members.rows import Link
from webapp.members.webhooks_errands import KINDS, Told
from webapp.members.webhooks_news import until
from webapp.profile.keeping import Holder, erase
from webapp.profile.ports import Destruction, Vault
from webapp.profile.withdrawing import Said


def end_membership(
    store: MemberStore,
    vault: Vault,
    member_id: MemberId,
    said: Said,
    at: datetime,
    reference: str = "",
) -> Link | None:
    """Delete everything personal of a member, whom the caller has locked.

    Sessions with what waits in them, values, keys, errands and the link go; every live consent is
    withdrawn on record.
    Returns the link that was, for whoever has to end it at Kakao.
    """
    for scope in store.decisions.scopes(member_id):
        _end_scope(store, Holder(member_id, scope), said, at)
    store.sessions.end_all(member_id)
    store.repeats.forget(member_id)
    store.pending.forget(member_id)
    link = store.people.link_of(member_id)
    store.people.close(member_id, at)
    store.errands.call_off(SCOPE, errands_of(vault, member_id))
    call_off(store, vault, member_id)
    if link is not None:
        for kind in KINDS:
            store.errands.call_off(kind, link.index)
    store.values.record_destruction(
        [Destruction(uuid4(), member_id, MEMBERSHIP, "kakao_id", "left", at, reference)]
    )
    return link


def ended_at_kakao(store: LinkStore, vault: Vault, index: bytes, told: Told, at: datetime) -> bool:
    """End what rested on a link that Kakao says is cut; `False` when it is another link by now.

    Somebody waiting at the gate waits no more. Nothing is unlinked at Kakao: there it is done.
    """
    before = until(told.at)
    store.pending.drop_of(index, before)
    link = store.kakao_links.find(index)
    if link is None or link.linked_at >= before or not store.decisions.lock(link.member_id):
        return False
    end_membership(store, vault, link.member_id, told.said, at)
    return True


def _end_scope(store: MemberStore, holder: Holder, said: Said, at: datetime) -> None:
    acts = [
        said.act(store, standing, holder.scope, at)
        for standing in store.decisions.standings(holder.member_id, holder.scope)
        if standing.answer is Answer.GIVEN
    ]
    if acts:
        record(store, holder.member_id, acts, at)
    own = [row.field_key for row in store.values.own(holder.member_id)]
    erase(store, holder, own, "left", at)
