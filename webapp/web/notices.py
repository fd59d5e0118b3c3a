"""One sentence about what just happened, named by a fixed word in the address after a redirect.

The address carries words of ours, never a text: nobody can put sentences into our mouth. Beside
what happened it may say to which item, by the key of a field.
"""

from flask import request

from webapp.catalogue.shapes import N_, Field
from webapp.web.locale import gettext
from webapp.web.particles import closes
from webapp.web.services import services

_SENTENCES = {
    "cancelled": N_("로그인을 그만뒀어요. 저장된 정보는 없어요."),
    "stopped": N_("가입을 그만뒀어요. 카카오 회원번호를 지우고 연결도 끊어요."),
    "stayed": N_("탈퇴하지 않았어요. 달라진 것은 없어요."),
    "not_exported": N_("내려받지 않았어요. 달라진 것은 없어요."),
    "proof_old": N_("확인한 지 10분이 지났어요. 카카오로 한 번 더 확인해 주세요."),
    "saved": N_("저장했어요."),
    "kept": N_("그대로 뒀어요."),
    "late": N_("10분이 지나서 카카오에서 하던 일을 마치지 못했어요. 달라진 것은 없어요."),
    "erased": N_("지웠어요. 이제 어디에도 쓰지 않아요."),
    "skipped": N_("건너뛰었어요. 저장된 값은 없어요."),
    "never": N_("다시 묻지 않을게요. 마이페이지에서는 언제든 적을 수 있어요."),
    "code_sent": N_("코드를 다시 보냈어요. 앞서 받은 코드도 시간이 남았으면 쓸 수 있어요."),
    "code_unsent": N_("문자를 보내지 못했어요. 1분 뒤 ‘코드 다시 받기’를 눌러 주세요."),
    "code_over": N_("확인할 시간이 지나서 적으신 번호를 지웠어요. 번호를 다시 적어 주세요."),
    "code_stale": N_("동의 내용이 바뀌어서 저장하지 않았어요. 번호를 다시 적어 주세요."),
    "shown": N_("볼 수 있는 사람을 바꿨어요."),
    "hidden": N_("동의를 철회했어요. 이제 나만 볼 수 있어요."),
    "gone": N_("그 사이에 지운 값이에요. 달라진 것은 없어요."),
    "correcting": N_("정정을 요청했어요. 지금부터 그 값을 쓰지 않아요."),
    "asked": N_("이미 확인하고 있는 항목이에요. 앞선 요청이 그대로 있어요."),
    "taken_back": N_("정정 요청을 취소했어요. 그 값을 다시 쓸 수 있어요."),
    "session_ended": N_("그 기기에서 로그아웃했어요."),
    "others_ended": N_("다른 기기에서 모두 로그아웃했어요."),
    "scope_ended": N_("카카오에 한 동의를 철회했어요. 그 동의로 가져온 값이 있었다면 지웠어요."),
    "scope_on_its_way": N_(
        "여기서는 처리했어요. 카카오가 지금 답하지 않아서, 답하는 대로 카카오에도 전해요."
    ),
    "scope_stays": N_(
        "카카오가 이 동의만 따로 철회할 수는 없다고 해요. 그 동의로 가져온 값은 지웠어요."
    ),
    "over": N_(
        "로그인이 끝나 있어요. 카카오에서 연결을 끊으셨다면 탈퇴도 끝났고, 적으신 정보는 모두 지웠어요."
    ),
    "ended": N_("로그인이 끝나 있어서 저장하지 않았어요. 로그인하면 그 화면으로 돌아가요."),
    "to_send": N_("신청은 로그인한 뒤에 보낼 수 있어요. 아직 저장한 것은 없어요."),
    "parked": N_(
        "아직 저장하지 않고 30분만 맡아 둘게요. 로그인하면 적은 답을 그 화면에 다시 보여 드려요."
    ),
    "not_without": N_(
        "그 답이 있어야 신청할 수 있어요. 저장한 것은 없어요. 마음이 바뀌면 이 화면에서 신청할 수 있어요."
    ),
    "passed_over": N_("줄 답이 없어서 다음 질문 하나는 여쭤보지 않았어요."),
    "agreed_to_hand": N_("동의했어요. 마음이 바뀌면 언제든 철회할 수 있어요."),
    "not_handed": N_("동의하지 않은 것으로 적었어요. 주지 않아요."),
    "needed": N_("건너뛰었어요. 이 이벤트는 그 답이 있어야 신청할 수 있어요."),
    "not_handed_any_more": N_(
        "동의를 철회했어요. 앞으로 주지 않고, 이미 준 것이 있으면 지워 달라고 알려요."
    ),
    "erased_handed": N_("지웠어요. 이미 준 답은 받은 곳에도 지워 달라고 알려요."),
    "unsent": N_("지웠어요. 신청에 필요한 답이라 신청도 취소됐어요."),
    "unsent_handed": N_(
        "지웠어요. 신청에 필요한 답이라 신청도 취소됐어요. 이미 준 것은 받은 곳에도 지워 달라고 알려요."
    ),
    "seat_taken": N_("보내는 사이에 마지막 자리가 찼어요. 적은 답은 그대로 두고 대기로 받았어요."),
    "signed_out": N_("로그아웃했어요."),
}

# The same about one item: after a word that ends in a vowel, then after a consonant.
_ABOUT = {
    "saved": (N_("%(item)s를 저장했어요."), N_("%(item)s을 저장했어요.")),
    "erased": (
        N_("%(item)s를 지웠어요. 이제 어디에도 쓰지 않아요."),
        N_("%(item)s을 지웠어요. 이제 어디에도 쓰지 않아요."),
    ),
    "hidden": (N_("%(item)s 보여 주기 동의를 철회했어요. 이제 나만 볼 수 있어요."),) * 2,
    "skipped": (N_("%(item)s 질문을 건너뛰었어요. 저장된 값은 없어요."),) * 2,
}


def message() -> str:
    """Return the sentence this address asks for, "" for none or an unknown word."""
    word, item = request.args.get("done", ""), _item()
    if item is None or word not in _ABOUT:
        return sentence(word)
    return gettext(_ABOUT[word][closes(item.label)], item=gettext(item.label))


def sentence(word: str) -> str:
    """Return the sentence of a word, "" for an unknown one."""
    found = _SENTENCES.get(word)
    return gettext(found) if found else ""


def _item() -> Field | None:
    """Return the field the address names, or stands under; `None` for none of ours."""
    within = (request.view_args or {}).get("field")
    if isinstance(within, Field):
        return within
    key = request.args.get("of", "")
    return next((field for field in services().catalogue.fields if field.key == key), None)
