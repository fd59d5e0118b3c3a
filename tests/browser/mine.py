"""The states of the other questions, and of what My page leads to."""

from tests.browser.state import (
    State,
    ask_for_correction,
    go,
    moving_photo,
    other_audience,
    own_words,
    press,
    prove,
    settle_corrections,
    spoil,
    write,
)

PHOTO, GENDER = "/onboarding/photo", "/onboarding/gender"
CORRECTION = "/me/correction?field=phone"
ALL = "giver_of_all"

ASKED = (
    State("photo", "newcomer", PHOTO, within="photo, refused"),
    State("photo, refused", "newcomer", PHOTO, (moving_photo, press("agree")), 422),
    State("photo, kept", ALL, "/me/edit/photo", within="field, who may see it"),
    State("crop", ALL, "/onboarding/photo/crop"),
    State("crop on My page", ALL, "/me/edit/photo/crop", within="crop"),
    State("phone", "newcomer", "/onboarding/phone", within="phone, refused"),
    State(
        "phone, refused", "newcomer", "/onboarding/phone", (write(value="가"), press("agree")), 422
    ),
    State("gender", "newcomer", GENDER, within="gender, refused"),
    State("gender, refused", "newcomer", GENDER, (own_words, press("agree")), 422),
    State("age", "newcomer", "/onboarding/age", within="age, refused"),
    State(
        "age, refused",
        "newcomer",
        "/onboarding/age",
        (write(value="99"), press("agree")),
        422,
        within="phone, refused",
    ),
    State(
        "name, refused",
        "newcomer",
        "/me/edit/name",
        (write(value="가" * 30), press("agree")),
        422,
        within="phone, refused",
    ),
    State(
        "email, refused",
        "newcomer",
        "/me/edit/email",
        (write(value="sori"), press("agree")),
        422,
        within="phone, refused",
    ),
    *(
        State(f"{key}, consent lives", ALL, f"/onboarding/{key}", within="question, consent lives")
        for key in ("photo", "music", "region", "phone", "gender", "age")
    ),
)
MINE = (
    State("home, everything refused", "refuser_of_all", "/", within="home, asked again"),
    State("home, asked again", "asked_again", "/"),
    State("home, back after everything was deleted", "returner", "/"),
    State("My page, everything deleted", "returner", "/me", within="My page, skipped"),
    State("field, who may see it", ALL, "/me/edit/phone", (other_audience,)),
    *(
        State(f"field, {key} kept", ALL, f"/me/edit/{key}", within="field, who may see it")
        for key in ("music", "region", "gender", "age", "name", "email")
    ),
    State("correction", ALL, "/me/correction", within="correction, nothing said"),
    State("correction, nothing said", ALL, CORRECTION, (press("ask"),), 422),
    State("correction, asked", ALL, CORRECTION, (ask_for_correction,)),
    State("correction, nothing to correct", "newcomer", "/me/correction", within="edit, saved"),
    State(
        "field, held",
        ALL,
        CORRECTION,
        (ask_for_correction, go("/me/edit/phone")),
        within="field, who may see it",
    ),
    State("My page, one held", ALL, CORRECTION, (ask_for_correction, go("/me")), within="My page"),
    State(
        "field, shown to matches",
        "giver",
        "/me/edit/mbti",
        (other_audience, press("show")),
        within="field, who may see it",
    ),
    State(
        "field, card of an audience changed",
        "giver",
        "/me/edit/mbti",
        (spoil("ticket_matched"), other_audience, press("show")),
        409,
        within="field, who may see it",
    ),
    State(
        "My page, an answer to a correction",
        ALL,
        CORRECTION,
        (ask_for_correction, settle_corrections, go("/me")),
    ),
    State(
        "correction, answered",
        ALL,
        CORRECTION,
        (ask_for_correction, settle_corrections, go("/me/correction")),
        within="correction, asked",
    ),
    State("notifications", ALL, "/me/notifications"),
    State("notifications, no address", "newcomer", "/me/notifications", within="notifications"),
    State("link to Kakao", "giver", "/me/kakao", within="link to Kakao, with agreements"),
    State("link to Kakao, with agreements", "fetcher", "/me/kakao"),
    State("copy", ALL, "/me/export", within="copy, open"),
    State("copy, open", ALL, "/me/export", (prove,)),
)
