"""The errands Kakao's messages become: stored before the answer, carried out by the worker.

News of an unlink have a kind of their own, so that a login can find them before the worker does.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Trigger
from webapp.consent.decision import Actor, Channel
from webapp.members.webhooks_news import News, What
from webapp.outbox.errand import Errand, new_errand
from webapp.profile.errands import open_errand, seal_errand
from webapp.profile.errors import CannotOpen
from webapp.profile.ports import Vault
from webapp.profile.withdrawing import Said

UNLINKED = "kakao_unlinked"
TOLD = "kakao_told"
KINDS = (UNLINKED, TOLD)
MEMORY: timedelta = CATALOGUE.retention("told_by_kakao").after(Trigger.COLLECTION)


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of news as its errand holds it, and when it happened."""

    news: News
    at: datetime

    @property
    def said(self) -> Said:
        """How the ends of consents that follow are on record."""
        actor = Actor.PERSON if self.news.by_person else Actor.KAKAO
        return Said(channel=Channel.KAKAO, actor=actor)


def told_errand(vault: Vault, index: bytes, told: Told, now: datetime) -> Errand:
    """Return the errand of one piece of news about the Kakao id with this index."""
    kind = UNLINKED if told.news.what is What.UNLINKED else TOLD
    held = {
        "what": told.news.what.value,
        "scopes": list(told.news.scopes),
        "by_person": told.news.by_person,
        "at": told.at.isoformat(),
    }
    errand = new_errand(kind, index, now, now + MEMORY)
    return seal_errand(vault, errand, json.dumps(held).encode())


def read_told(vault: Vault, errand: Errand) -> Told:
    """Return the news an errand holds; raises `CannotOpen`.

    News of an unlink are never lost with their key: the kind of their errand says what happened.
    """
    try:
        held = json.loads(open_errand(vault, errand))
    except CannotOpen:
        if errand.kind != UNLINKED:
            raise
        return Told(News(What.UNLINKED, by_person=False), errand.created_at)
    news = News(What(held["what"]), tuple(held["scopes"]), by_person=bool(held["by_person"]))
    return Told(news, datetime.fromisoformat(held["at"]))
