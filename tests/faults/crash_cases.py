"""The writing use cases a process is killed in: how each begins, is sent, sent again, and judged."""

import secrets
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.faults.crash_house import KakaoInMemory
from tests.promises.acts import Person, arrive, join
from tests.promises.rows import rows
from tests.world import GROWN, MBTI, Browser, World, hidden_inputs
from webapp.members.joining import TOLD
from webapp.members.login import Browser as Seen
from webapp.web.session import COOKIE

SENT = {303}


@dataclass
class Case:
    """One request, prepared in `begin`; sent once and, after the crash, again."""

    path: str = ""
    form: dict[str, str] = field(default_factory=dict)
    cookie: str = ""
    person: Person | None = None

    def begin(self, house: World) -> None:
        raise NotImplementedError

    def send(self, house: World) -> int:
        answer = self.browser(house).post(self.path, data=self.form)
        return answer.status_code

    def again(self, house: World) -> list[int]:
        """Send the same request twice more; return the statuses."""
        return [self.send(house), self.send(house)]

    def keep(self, house: World) -> None:
        """Keep what lies outside the database, for `restore`."""

    def restore(self, house: World) -> None:
        """Put back what lies outside the database."""

    def faults(self, house: World) -> list[str]:
        """Say what is not exactly one effect."""
        raise NotImplementedError

    def browser(self, house: World) -> Browser:
        made = house.browser()
        made.set_cookie(COOKIE, self.cookie, domain="duett.test", secure=True)
        return made

    def of(self, house: World, table: str) -> list[Any]:
        assert self.person is not None
        return [r for r in rows(house.storage, table) if r.member_id == self.person.member_id]

    def _member(self, house: World) -> Person:
        self.person = join(house)
        self.cookie = f"m.{self.person.token}"
        return self.person

    def _form(self, house: World, path: str, **parts: str) -> None:
        page = self.browser(house).get(path).get_data(as_text=True)
        self.path, self.form = path, hidden_inputs(page) | parts

    def _expect(self, house: World, answers: dict[str, int], **counts: int) -> list[str]:
        found = Counter(d.answer for d in self.of(house, "decision") if d.notice_key == "mbti")
        wrong = [] if found == answers else [f"decisions are {dict(found)}"]
        for table, n in counts.items():
            have = len(self.of(house, table))
            if have != n:
                wrong.append(f"{have} rows in {table} instead of {n}")
        return wrong


class Agree(Case):
    def begin(self, house: World) -> None:
        self._member(house)
        self._form(house, "/onboarding/mbti", **MBTI, agree="yes", act="agree")

    def faults(self, house: World) -> list[str]:
        return self._expect(house, {"given": 1}, field_value=1, value_key=1, destruction=0)


class SkipAfterAgree(Case):
    """The page was open in two tabs: agreed in one, then skipped in the other."""

    def begin(self, house: World) -> None:
        self._member(house)
        self._form(house, "/onboarding/mbti", act="skip")
        assert self.person is not None
        self.person.agree()

    def faults(self, house: World) -> list[str]:
        answers = {"given": 1, "refused": 1}
        return self._expect(house, answers, field_value=0, value_key=0, destruction=1)


class Withdraw(Case):
    def begin(self, house: World) -> None:
        self._member(house).agree()
        self._form(house, "/me/consents", notice="mbti")

    def faults(self, house: World) -> list[str]:
        answers = {"given": 1, "withdrawn": 1}
        return self._expect(house, answers, field_value=0, value_key=0, destruction=1)


class Widen(Case):
    """What only matches may see is shown to everyone: one consent ends, another begins."""

    def begin(self, house: World) -> None:
        person = self._member(house)
        person.agree()
        person.show()
        self._form(house, "/me/edit/mbti", audience="everyone", act="show")

    def faults(self, house: World) -> list[str]:
        shown = {d.notice_key: d.answer for d in self.of(house, "decision") if d.purpose == "show"}
        wrong = self._expect(
            house, {"given": 1}, field_value=1, value_key=1, decision=5 + len(TOLD)
        )
        if shown != {"show_mbti_matched": "withdrawn", "show_mbti_everyone": "given"}:
            wrong.append(f"shown: {shown}")
        return wrong


class Correct(Case):
    def begin(self, house: World) -> None:
        self._member(house).agree()
        said = {"field": "mbti", "said": "예전 결과예요.", "act": "ask"}
        self._form(house, "/me/correction", **said)

    def faults(self, house: World) -> list[str]:
        wrong = self._expect(house, {"given": 1}, field_value=1, correction=1)
        if [v.held_at for v in self.of(house, "field_value")] == [None]:
            wrong.append("the value is not held")
        return wrong


class Join(Case):
    kakao_id = "4012345678"

    def begin(self, house: World) -> None:
        self.cookie = f"b.{secrets.token_urlsafe(32)}"
        hashed = sha256(b"duett browser\0" + self.cookie.encode()).digest()
        arrive(house, self.kakao_id, Seen(hashed, "10.9.8.7", "Android · Chrome"))
        self._form(house, "/join", **GROWN)

    def faults(self, house: World) -> list[str]:
        index = house.services.login._vault.index("kakao_id", self.kakao_id)
        links = [link for link in rows(house.storage, "kakao_link") if link.subject == index]
        if len(links) != 1:
            return [f"{len(links)} links"]
        self.person = Person(house, self.kakao_id, links[0].member_id, "")
        wrong = self._expect(house, {}, decision=1 + len(TOLD), session=1, visit=1)
        answer = self.browser(house).post(self.path, data=self.form)
        given = parse_cookie(answer.headers.get("Set-Cookie", ""))
        self.cookie = given
        if self.browser(house).get("/onboarding/mbti").status_code != 200:
            wrong.append("the cookie of the repeated answer opens nothing")
        return wrong


def parse_cookie(header: str) -> str:
    return header.partition("=")[2].partition(";")[0]


class Leave(Case):
    """Leaving happens at the way back from Kakao; an attempt is used once, so one starts anew."""

    def begin(self, house: World) -> None:
        person = self._member(house)
        person.agree()
        kakao: Any = house.services.login._kakao
        assert isinstance(kakao, KakaoInMemory)
        kakao.kakao_id = person.kakao_id
        self._go(house)

    def _go(self, house: World) -> None:
        away = self.browser(house).fill("/withdraw").headers["Location"]
        state = parse_qs(urlsplit(away).query).get("state", [""])[0]
        self.path = f"/auth/kakao/callback?state={state}&code=x"

    def send(self, house: World) -> int:
        return self.browser(house).get(self.path).status_code

    def again(self, house: World) -> list[int]:
        statuses = [self.send(house), self.send(house)]
        if self.of(house, "session"):
            self._go(house)
            statuses.append(self.send(house))
        return [303 if status == 400 else status for status in statuses]  # "already ended"

    def faults(self, house: World) -> list[str]:
        gone = dict.fromkeys(("field_value", "value_key", "session", "kakao_link"), 0)
        wrong = self._expect(house, {"given": 1, "withdrawn": 1}, **gone, idempotency=0)
        reasons = sorted((d.field_key, d.reason) for d in self.of(house, "destruction"))
        if reasons != [("kakao_id", "left"), ("mbti", "left")]:
            wrong.append(f"destroyed: {reasons}")
        if len(rows(house.storage, "outbox")) != 1:
            wrong.append("not exactly one unlink is queued")
        return wrong


CASES: dict[str, type[Case]] = {
    "agree": Agree,
    "skip": SkipAfterAgree,
    "withdraw": Withdraw,
    "widen": Widen,
    "correct": Correct,
    "join": Join,
    "leave": Leave,
}
