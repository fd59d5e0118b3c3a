"""The file of an event that asks everything an event can ask, as a test writes it."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.events.applicant import Applicant, Fair
from tests.events.files import both
from tests.world import START, World
from webapp.events.publishing import Publishing

LONG = 300


def asked(key: str, kind: str, ko: str, en: str, **more: Any) -> dict[str, Any]:
    """Return a question as its file says it."""
    return {
        "key": key,
        "kind": kind,
        "label": both(ko, en),
        "items": both(f"{ko} 하나", f"One {en.lower()}"),
        "question": both(f"{ko}를 알려 주시겠어요?", f"Will you tell us your {en.lower()}?"),
        "why": both(f"섬에서 {ko}를 보고 준비해요.", f"We prepare the island by {en.lower()}."),
        "purpose": "island",
        "kept_days": 3,
        "refusing": both(
            f"동의하지 않아도 돼요. 그러면 {ko} 없이 준비할 뿐, 참가는 그대로예요.",
            f"You don’t have to agree. Then we prepare without your {en.lower()}.",
        ),
        "effect": f"no_{key}",
        **more,
    }


def given(key: str, recipient: str, name: str, *items: str) -> dict[str, Any]:
    """Return a provision as its file says it."""
    return {
        "key": key,
        "recipient": recipient,
        "items": list(items),
        "question": both(f"‘{name}’에 알려 줘도 될까요?", f"May we tell the {recipient}?"),
        "why": both(f"{name}에서 자리를 잡아 둬요.", f"The {recipient} keeps a place for you."),
        "refusing": both(
            f"동의하지 않아도 돼요. 그러면 {name} 자리는 스스로 잡아요.",
            f"You don’t have to agree. Then you ask the {recipient} yourself.",
        ),
        "effect": f"own_{recipient}",
    }


def to_be_told(key: str, ko: str, en: str) -> dict[str, Any]:
    return {
        "key": key,
        "name": both(ko, en),
        "purpose": both(f"{ko} 자리 잡아 두기", f"Keeping a place at {en}"),
        "period": both(f"{ko}에서 내린 뒤 바로 지움", f"Deleted right after leaving {en}"),
        "protection": both(f"{ko} 금고에 둔 종이 한 장", f"One sheet of paper in the safe of {en}"),
        "contact": f"{key}@example.com",
    }


REASON = both("밤배를 타고 가는 자리예요.", "We take the night boat.")
ISLAND: dict[str, Any] = {
    "format": "duett-event",
    "version": 1,
    "id": "island-night-2027",
    "slug": "island-night",
    "title": both("섬에서 듣는 밤", "A night of listening on an island"),
    "summary": both("파도 사이로 낮은 소리만 골라 들어요.", "Only low sounds, between the waves."),
    "place": both("인천 옹진군, 선착장에서 만나요", "Ongjin-gun, Incheon; we meet at the pier"),
    "starts_at": "2027-01-16T18:00:00+09:00",
    "ends_at": "2027-01-17T09:00:00+09:00",
    "closes_at": "2027-01-10T18:00:00+09:00",
    "seats": 2,
    "kept_days": 5,
    "conditions": [
        {"kind": "joined_by", "joined_by": "2026-12-31", "reason": both("새해 전 회원과 가요.", "For members of last year.")},
        {"kind": "minimum_age", "minimum_age": 19, "reason": REASON},
    ],
    "purposes": [{"key": "island", "words": both("섬에서 지낼 준비", "Preparing the night"), "parent": "event"}],
    "questions": [
        asked("called", "name", "부를 이름", "Name", from_profile="name"),
        asked("mobile", "phone", "휴대전화", "Mobile", is_needed=True, from_profile="phone"),
        asked("mail", "email", "받을 메일", "Mail", from_profile="email"),
        asked("born", "year", "태어난 해", "Year of birth", from_profile="age"),
        asked("said", "text", "듣고 싶은 소리", "Sound", longest=LONG),
        asked("bunk", "choice", "자는 곳", "Bunk", options=[
            {"code": "upper", "words": both("위층이 좋아요", "The upper one")},
            {"code": "lower", "words": both("아래층이 좋아요", "The lower one")},
        ]),
    ],
    "recipients": [to_be_told("ferry", "밤배 ‘너울’", "the ferry Neoul"), to_be_told("inn", "여관 ‘등대’", "the inn Deungdae")],
    "provisions": [given("to_ferry", "ferry", "너울", "called", "born"), given("to_inn", "inn", "등대", "bunk")],
}  # fmt: skip
QUIET = ISLAND | {
    "id": "quiet-hour-2027",
    "slug": "quiet-hour",
    "title": both("조용한 한 시간", "A quiet hour"),
    "conditions": [],
    "purposes": [],
    "questions": [],
    "recipients": [],
    "provisions": [],
}
WRITTEN = {
    1: {"value": "소리"},
    2: {"value": "010-1234-5678"},
    3: {"value": "sori@example.com"},
    4: {"value": "1999"},
    5: {"value": "물 빠지는 소리 100%"},
    6: {"value": "upper"},
    7: {},
    8: {},
}


def publish(house: World, desk: Publishing, whole: dict[str, Any], folder: Path) -> Fair:
    """Write a file as an organiser does, publish it, and go to its pages."""
    house.clock.moment = START
    own = f"{whole['slug']}-x{uuid4().hex[:8]}"
    whole = whole | {"id": own, "slug": own}
    file = folder / "event.json"
    file.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    return Fair(house, desk.publish(file.read_bytes()).file)


def let_in(who: Applicant, year: str = "1999") -> None:
    answer = who.post(who.fair.apply, act="begin", year=year, month="3", day="2")
    assert answer.status_code == 303, answer.get_data(as_text=True)


def somebody(fair: Fair, person: str, lang: str = "ko") -> Applicant:
    """Return somebody signed in who reads this language, whatever they chose before."""
    found = fair.applicant(person)
    found.browser.post("/language", data={"lang": lang})
    return found
