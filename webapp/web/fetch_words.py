"""What is said on a question page after a way to Kakao, by the word in the address."""

from flask import request

from webapp.catalogue.shapes import N_, Field
from webapp.web.locale import gettext

NOT_TICKED = N_("동의하지 않으면 가져오지 않아요. 동의하거나 질문 건너뛰기를 눌러 주세요.")
NOT_TICKED_HELD = N_("동의하지 않으면 가져오지 않아요. 동의하거나 그대로 두기를 눌러 주세요.")
STALE = N_("그 사이에 동의 내용이나 답이 바뀌었어요. 아직 가져오지 않았어요.")

_SENTENCES = {
    "fetch_cancelled": N_("카카오에서 가져오기를 그만뒀어요. 달라진 것은 없어요."),
    "fetch_not_agreed": N_(
        "카카오에서 동의하지 않은 항목이라 가져오지 않았어요. 달라진 것은 없어요."
    ),
    "fetch_absent": N_("지금은 카카오에서 이 항목을 받을 수 없어요. 직접 답해 주세요."),
    "fetch_away": N_(
        "카카오에 연결하지 못했어요. 달라진 것은 없어요. 직접 답하거나 5분 뒤 다시 눌러 주세요."
    ),
    "fetch_no_photos": N_(
        "지금은 사진을 다룰 수 없어서 가져오지 않았어요. 달라진 것은 없어요. 1분 뒤 다시 눌러 주세요."
    ),
    "fetch_unproved": N_(
        "카카오에서 온 답을 확인할 수 없어서 가져오지 않았어요. 달라진 것은 없어요."
    ),
    "fetch_closed": N_(
        "지금은 카카오에서 가져올 수 없어요. 저희가 고칠 일이라 기록해 뒀어요. 직접 답해 주세요."
    ),
    "fetch_other": N_(
        "다른 카카오 계정으로 돌아와서 가져오지 않았어요. 가입할 때 쓴 계정으로 로그인해 주세요."
    ),
}


def said(field: Field) -> str:
    """Return the sentence this address asks for on a page of `field`, "" for none."""
    word = request.args.get("done", "")
    offer = field.from_kakao
    if offer is not None and word in ("fetch_none", "fetch_unusable"):
        words = offer.none if word == "fetch_none" else offer.unusable
        return gettext(words)
    sentence = _SENTENCES.get(word)
    return gettext(sentence) if sentence else ""
