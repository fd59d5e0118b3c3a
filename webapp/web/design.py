"""The living inventory of the design: every component in every state, for development only."""

from dataclasses import asdict, dataclass

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from webapp.web.events.poster import TILE_REACH, draw

blueprint = Blueprint("design", __name__, url_prefix="/_design")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an edition's card."""

    key: str
    label: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One of the two answers of a pair."""

    value: str
    letter: str
    gloss: str


@dataclass(frozen=True, slots=True)
class Samples:
    """The invented words of one language: names of fields, a card, a pair, one long sentence."""

    names: tuple[str, ...]
    title: str
    rows: tuple[Row, ...]
    refusal: str
    tick: str
    question: str
    why: str
    pairs: tuple[tuple[str, str, Option, Option], ...]
    agree: str
    skip: str
    sentence: str
    before: str
    action: str
    withdraw: str
    period: str
    error: str
    date: tuple[str, str, str]
    columns: tuple[str, ...]


KO = Samples(
    names=("사진", "MBTI", "음악 취향", "사는 지역", "전화번호", "성별", "나이"),
    title="동의하고 저장하면",
    rows=(
        Row("items", "항목", "MBTI (16가지 가운데 하나)"),
        Row("purpose", "목적", "음악 취향이 맞는 회원 추천", strong=True),
        Row(
            "retention",
            "보유 기간",
            "철회하거나 탈퇴할 때까지. 1년 동안 안 쓰시면 그때 지워요.",
            strong=True,
        ),
        Row("audience", "볼 수 있는 사람", "나만. 프로필에 보일지는 나중에 따로 정해요."),
        Row("recipients", "받는 곳", "없음. Duett 밖으로 나가지 않아요."),
    ),
    refusal="동의하지 않아도 돼요. 그러면 추천에 성향이 반영되지 않을 뿐, 다른 기능은 그대로예요.",
    tick="위 내용으로 MBTI를 수집·이용하는 데 동의해요",
    question="MBTI가 어떻게 되세요?",
    why="성향이 잘 맞는 사람을 찾을 때 써요.",
    pairs=(
        (
            "ei",
            "힘을 얻는 곳",
            Option("E", "E", "밖에서 힘을 얻어요"),
            Option("I", "I", "혼자일 때 힘을 얻어요"),
        ),
        (
            "sn",
            "먼저 보는 것",
            Option("S", "S", "눈앞의 사실부터"),
            Option("N", "N", "숨은 의미부터"),
        ),
    ),
    agree="동의하고 저장",
    skip="건너뛰기",
    sentence="지웠어요. 이제 어디에도 쓰지 않아요.",
    before="음악 취향이 비슷한 회원 찾기",
    action="바꾸기",
    withdraw="철회",
    period="12월 20일에 지워요 · 28일 남았어요",
    error="S와 N 가운데 하나를 골라 주세요.",
    date=("연도", "월", "일"),
    columns=("항목", "왜", "언제까지", "받는 곳"),
)

EN = Samples(
    names=("Photo", "MBTI", "Music", "Region", "Phone", "Gender", "Age"),
    title="If you agree and save",
    rows=(
        Row("items", "What", "MBTI (one of 16 types)"),
        Row("purpose", "What for", "Suggesting people whose music fits yours", strong=True),
        Row(
            "retention",
            "How long",
            "Until you withdraw or leave. After a year without use we delete it.",
            strong=True,
        ),
        Row("audience", "Who can see it", "Only you. You decide later if your profile shows it."),
        Row("recipients", "Who gets it", "Nobody. It stays inside Duett."),
    ),
    refusal="You can say no. Suggestions then ignore your type; everything else stays the same.",
    tick="I agree to Duett collecting and using my MBTI as described above",
    question="What is your MBTI type?",
    why="Used to find people you get on with.",
    pairs=(
        (
            "ei",
            "Where energy comes from",
            Option("E", "E", "From others"),
            Option("I", "I", "From time alone"),
        ),
        (
            "sn",
            "What comes first",
            Option("S", "S", "The facts at hand"),
            Option("N", "N", "The hidden meaning"),
        ),
    ),
    agree="Agree and save",
    skip="Skip",
    sentence="Deleted. Matching stopped using it just now.",
    before="Finding people with similar taste",
    action="Change",
    withdraw="Withdraw",
    period="We delete it on 20 December, 28 days from now",
    error="Choose S or N.",
    date=("Year", "Month", "Day"),
    columns=("What", "Why", "Until", "Who gets it"),
)


@blueprint.get("/", defaults={"lang": "ko"})
@blueprint.get("/<any(ko, en):lang>")
def inventory(lang: str) -> ResponseReturnValue:
    """Show all components in one language (ko, en); light and dark follow the system."""
    samples = EN if lang == "en" else KO
    g.lang = lang
    with force_locale(lang):
        return render_template(
            "design/inventory.html",
            lang=lang,
            t=asdict(samples),
            drawing=draw("design"),
            small=draw("design", TILE_REACH),
        )
