"""Ending a value because its time is up: the consent expires, value and key go, on record."""

from datetime import datetime

from webapp.catalogue.shapes import Catalogue
from webapp.consent.decision import MEMBERSHIP, Actor, Answer, Channel, Standing
from webapp.consent.record import Act, end_of, language_of, record
from webapp.profile.keeping import Holder, erase
from webapp.profile.sweeping_ports import Due, SweepStore

EXPIRED = "expired"
UNDECLARED = "undeclared"
BY_CLOCK = (EXPIRED, UNDECLARED)
"""The reasons of a destruction that no act of the person led to: they are shown these."""


def expire(store: SweepStore, catalogue: Catalogue, due: Due, reason: str, at: datetime) -> None:
    """Delete a value of a locked member, and end every consent it was given under.

    A consent of the membership stands under the notice that asks for the field today; an event's,
    and one the catalogue has dropped, under the edition it was given on.
    """
    standings = store.decisions.standings(due.member_id, due.scope)
    given = [standing for standing in standings if standing.answer is Answer.GIVEN]
    ended = [standing for standing in given if _allows(store, catalogue, standing, due)]
    if ended:
        acts = [_act(store, due.scope, standing, at) for standing in ended]
        record(store, due.member_id, acts, at)
    erase(store, Holder(due.member_id, due.scope), [due.field_key], reason, at)


def _allows(store: SweepStore, catalogue: Catalogue, standing: Standing, due: Due) -> bool:
    edition = store.editions.get(standing.edition_hash)
    fields = edition.body["facts"]["fields"] if edition else []
    if due.scope != MEMBERSHIP:
        return due.field_key in fields  # an event's consent to hand on ends with any of its values
    for notice in catalogue.notices:
        if notice.key == standing.notice_key:
            return due.field_key in notice.fields
    return bool(fields == [due.field_key])


def _act(store: SweepStore, scope: str, standing: Standing, at: datetime) -> Act:
    """Return the clock's act, in the language of the consent: the clock speaks none of its own."""
    locale = language_of(store, standing)
    return end_of(standing, scope, Answer.EXPIRED, locale, at, Channel.SYSTEM, Actor.CLOCK)
