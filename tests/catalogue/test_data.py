"""The data files hold declarations and nothing else, and say what issue after issue relies on."""

import ast
from pathlib import Path

import pytest

from webapp.catalogue import from_kakao, offers, shapes
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Basis, NoticeKind, Trigger

HOUSE = Path(shapes.__file__).parent
DATA = (
    "audiences",
    "behaviours",
    "clauses",
    "cookies",
    "fields",
    "from_kakao",
    "genres",
    "notices",
    "processors",
    "purposes",
    "recipients",
    "records",
    "regions",
    "retention",
)
MAKERS = {*shapes.__all__, *offers.__all__, "date", "timedelta"}
KAKAO = {name for name, made in vars(from_kakao).items() if isinstance(made, shapes.FromKakao)}
TABLES = {"GENRES", "REGIONS"} | KAKAO  # each in another file, named by the field that offers it
FILES = ("shapes", "offers", "genres", "regions", "from_kakao")
FROM = {f"webapp.catalogue.{name}" for name in FILES}


def _stray(node: ast.expr) -> ast.expr | None:
    """Return the first expression that is no literal, no shape and no word of a list."""
    match node:
        case ast.Constant():
            return None
        case ast.Name(id=name) if name in TABLES:
            return None
        case ast.Tuple(elts=inner):
            parts = list(inner)
        case ast.Attribute(value=ast.Name(id=name)) if name in MAKERS:
            return None
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in MAKERS:
            parts = [*args, *(word.value for word in keywords if word.arg)]
            if len(parts) != len(args) + len(keywords):
                return node
        case _:
            return node
    return next((found for part in parts if (found := _stray(part))), None)


@pytest.mark.parametrize("name", DATA)
def test_a_data_file_holds_literals_only(name: str) -> None:
    tree = ast.parse((HOUSE / f"{name}.py").read_text("utf-8"))
    docstring, *rest = tree.body
    assert isinstance(docstring, ast.Expr)
    for statement in rest:
        match statement:
            case ast.ImportFrom(module=module) if module in {*FROM, "datetime"}:
                continue
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                stray = _stray(value)
                assert stray is None, ast.unparse(stray)
            case _:
                pytest.fail(ast.unparse(statement))


def test_every_data_file_is_checked() -> None:
    code = {
        "__init__",
        "declared",
        "disclosures",
        "kinds",
        "korea",
        "offers",
        "promises",
        "shapes",
        "vocabulary",
    }
    assert {path.stem for path in HOUSE.glob("*.py")} - code == set(DATA)


def test_the_names_of_fields_last() -> None:
    journey = ("photo", "mbti", "music", "region", "phone", "gender", "age")
    assert CATALOGUE.journey == journey
    assert {*journey, "name", "email"} <= {field.key for field in CATALOGUE.fields}


def test_name_and_email_are_asked_for_on_my_page_alone() -> None:
    asked = [field.key for field in CATALOGUE.asked()]
    assert [field.key for field in CATALOGUE.offered()] == [*asked, "name", "email"]
    assert {"mbti", "phone", "gender", "age"} <= set(asked)
    assert asked == [key for key in CATALOGUE.journey if key in asked]


def test_what_is_not_asked_says_why_in_one_sentence_or_two() -> None:
    waiting = [field.not_yet for field in CATALOGUE.fields]
    waiting += [purpose.not_yet for purpose in CATALOGUE.purposes]
    waiting += [notice.not_yet for notice in CATALOGUE.notices]
    waiting += [clause.not_yet for clause in CATALOGUE.clauses]
    reasons = [waits.reason for waits in waiting if waits]
    assert reasons
    for reason in reasons:
        assert reason.endswith("요.")
        assert reason.count(".") <= 2, reason


def test_nobody_else_receives_anything_today() -> None:
    assert CATALOGUE.recipients == ()
    assert all(field.recipients == () for field in CATALOGUE.fields)


def test_the_password_is_never_received() -> None:
    waits = CATALOGUE.field("password").not_yet
    assert waits is not None
    assert waits.never
    assert CATALOGUE.notices_of("password") == ()


def test_terms_are_no_consent_to_data() -> None:
    terms = CATALOGUE.notice("terms")
    assert terms.kind is NoticeKind.TERMS
    assert terms.fields == ()
    assert CATALOGUE.purpose(terms.purpose).basis is Basis.CONTRACT


def test_signing_up_asks_for_no_consent_to_data() -> None:
    """PIPA 22(5), Decree 17(1): what the contract needs is told, never ticked."""
    for key in ("membership", "visits", "age_gate"):
        notice = CATALOGUE.notice(key)
        assert notice.kind is NoticeKind.TOLD
        assert notice.tick == ""


def test_facts_of_live_notices_are_steady() -> None:
    """A change here ends consents that live: it must be meant, and it is material (7-3)."""
    facts = {
        notice.key: (
            notice.fields,
            notice.purpose,
            notice.effect_key,
            tuple(CATALOGUE.field(key).retention for key in notice.fields),
            tuple(CATALOGUE.field(key).recipients for key in notice.fields),
        )
        for notice in CATALOGUE.notices
        if notice.not_yet is None and notice.audience is None
    }
    visits = ("visits", "visits", "visits")
    assert facts == {
        "terms": ((), "membership", "no_account", (), ()),
        "age_gate": (("birth_date",), "age_gate", "no_account", ("checked",), ((),)),
        "membership": (("kakao_id",), "membership", "no_account", ("account",), ((),)),
        "visits": (
            ("ip", "visit_time", "device"),
            "visit_log",
            "kept_by_law",
            visits,
            ((), (), ()),
        ),
        "photo": (("photo",), "match", "no_photo_in_matching", ("profile",), ((),)),
        "mbti": (("mbti",), "match", "no_personality_in_matching", ("profile",), ((),)),
        "music": (("music",), "match", "no_music_in_matching", ("profile",), ((),)),
        "region": (("region",), "match", "no_distance_in_matching", ("profile",), ((),)),
        "phone": (("phone",), "contact", "no_text_messages", ("profile",), ((),)),
        "gender": (("gender",), "match", "no_gender_in_matching", ("profile",), ((),)),
        "age": (("age",), "match", "no_age_in_matching", ("profile",), ((),)),
        "name": (("name",), "calling", "called_member", ("profile",), ((),)),
        "email": (("email",), "contact", "no_mail", ("profile",), ((),)),
    }


def test_the_period_of_a_profile_is_a_year_without_use() -> None:
    ends = dict(CATALOGUE.retention("profile").ends)
    assert ends[Trigger.LAST_USE].days == 365
    assert not ends[Trigger.WITHDRAWAL]
    assert not ends[Trigger.LEAVING]


@pytest.mark.parametrize(
    "find",
    [
        CATALOGUE.field,
        CATALOGUE.purpose,
        CATALOGUE.retention,
        CATALOGUE.notice,
        CATALOGUE.recipient,
        CATALOGUE.record,
        CATALOGUE.behaviour,
        CATALOGUE.clause,
    ],
)
def test_an_unknown_key_is_an_error(find) -> None:
    with pytest.raises(KeyError, match="nothing"):
        find("nothing")
