"""What may go wrong on purpose: the list of faults and the answers they give."""

from dataclasses import dataclass
from typing import Literal

from flask import Response, jsonify

Place = Literal["authorize", "token", "id_token", "jwks", "api"]
HUGE_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its name for tests, where it strikes, and a label for the login page."""

    name: str
    place: Place
    label: str


FAULTS = (
    Fault("koe004", "authorize", "KOE004 쪽: 카카오 로그인이 꺼져 있음"),
    Fault("koe006", "authorize", "KOE006 쪽: 등록되지 않은 돌아갈 주소"),
    Fault("koe101", "authorize", "KOE101 쪽: 잘못된 앱 키"),
    Fault("koe205", "authorize", "KOE205 쪽: 설정되지 않은 동의항목"),
    Fault("authorize_server_error", "authorize", "server_error를 달고 돌아감"),
    Fault("token_500", "token", "토큰: 500"),
    Fault("token_hang", "token", "토큰: 답이 없음"),
    Fault("token_drip", "token", "토큰: 한 글자씩 흘려보냄"),
    Fault("token_bad_json", "token", "토큰: 깨진 JSON"),
    Fault("token_not_object", "token", "토큰: 객체가 아닌 JSON"),
    Fault("token_huge", "token", "토큰: 5 MB짜리 답"),
    Fault("token_redirect", "token", "토큰: 다른 곳으로 보냄"),
    Fault("token_429", "token", "토큰: 429"),
    Fault("koe003", "token", "토큰: KOE003 일시 장애"),
    Fault("koe010", "token", "토큰: KOE010 비밀값이 다름"),
    Fault("koe237", "token", "토큰: KOE237 너무 잦음"),
    Fault("koe303", "token", "토큰: KOE303 돌아갈 주소가 다름"),
    Fault("code_reused", "token", "토큰: 이미 쓴 코드"),
    Fault("no_id_token", "id_token", "ID 토큰이 없음"),
    Fault("wrong_iss", "id_token", "ID 토큰: iss가 다름"),
    Fault("wrong_aud", "id_token", "ID 토큰: aud가 다름"),
    Fault("aud_list_azp", "id_token", "ID 토큰: aud가 목록이고 azp는 우리"),
    Fault("aud_azp", "id_token", "ID 토큰: aud는 남이고 azp는 우리"),
    Fault("wrong_nonce", "id_token", "ID 토큰: nonce가 다름"),
    Fault("no_nonce", "id_token", "ID 토큰: nonce가 없음"),
    Fault("alg_hs256", "id_token", "ID 토큰: 공개 키로 만든 HS256"),
    Fault("alg_none", "id_token", "ID 토큰: 서명 없음"),
    Fault("expired", "id_token", "ID 토큰: 지난 토큰"),
    Fault("too_old", "id_token", "ID 토큰: 20분 전에 만든 토큰"),
    Fault("from_future", "id_token", "ID 토큰: 앞날에 만든 토큰"),
    Fault("wrong_signature", "id_token", "ID 토큰: 남의 키로 서명"),
    Fault("unknown_kid", "id_token", "ID 토큰: 모르는 kid"),
    Fault("jwk_header", "id_token", "ID 토큰: 머리에 제 키를 실음"),
    Fault("jku_header", "id_token", "ID 토큰: 머리에 키 주소를 실음"),
    Fault("crit_header", "id_token", "ID 토큰: 모르는 crit"),
    Fault("set_as_id_token", "id_token", "ID 토큰 자리에 보안 이벤트 토큰"),
    Fault("no_auth_time", "id_token", "ID 토큰: auth_time이 없음"),
    Fault("no_sub", "id_token", "ID 토큰: sub가 없음"),
    Fault("sub_number", "id_token", "ID 토큰: sub가 숫자"),
    Fault("not_a_jwt", "id_token", "ID 토큰이 아닌 글"),
    Fault("jwks_500", "jwks", "공개 키: 500"),
    Fault("jwks_hang", "jwks", "공개 키: 답이 없음"),
    Fault("jwks_bad_json", "jwks", "공개 키: 깨진 JSON"),
    Fault("jwks_empty", "jwks", "공개 키: 빈 목록"),
    Fault("jwks_huge", "jwks", "공개 키: 5 MB짜리 답"),
    Fault("api_500", "api", "API: 500"),
    Fault("api_hang", "api", "API: 답이 없음"),
    Fault("api_bad_json", "api", "API: 깨진 JSON"),
    Fault("api_huge", "api", "API: 5 MB짜리 답"),
    Fault("api_429", "api", "API: 429"),
    Fault("api_401", "api", "API: 401 (-401)"),
    Fault("api_403", "api", "API: 403 (-5)"),
    Fault("api_minus_1", "api", "API: -1 내부 오류"),
    Fault("api_minus_7", "api", "API: -7 점검"),
    Fault("api_minus_603", "api", "API: -603 시간 초과"),
    Fault("api_minus_9798", "api", "API: -9798 점검(503)"),
    Fault("not_linked", "api", "API: -101 연결되지 않은 사람"),
)
BY_NAME = {fault.name: fault for fault in FAULTS}

# Answers of the auth host: status, error, description, KOE code (reference of kauth's errors).
KAUTH_ANSWERS = {
    "koe003": (400, "server_error", "temporary fault", "KOE003"),
    "koe010": (401, "invalid_client", "Bad client credentials", "KOE010"),
    "koe101": (401, "invalid_client", "Not exist client_id", "KOE101"),
    "koe237": (400, "invalid_request", "token request rate limit exceeded", "KOE237"),
    "koe303": (400, "invalid_grant", "Redirect URI mismatch.", "KOE303"),
    "koe310": (400, "unsupported_grant_type", "unsupported grant_type", "KOE310"),
    "code_reused": (400, "invalid_grant", "authorization code not found", "KOE320"),
    "wrong_verifier": (400, "invalid_grant", "code verifier mismatch", "KOE320"),
}

# Answers of the API host: status and code.
KAPI_ANSWERS = {
    "api_401": (401, -401),
    "api_403": (403, -5),
    "api_429": (429, -10),
    "api_minus_1": (400, -1),
    "api_minus_7": (400, -7),
    "api_minus_603": (400, -603),
    "api_minus_9798": (503, -9798),
    "not_linked": (400, -101),
}


def kauth_error(name: str) -> Response:
    """The error of the auth host with this name of KAUTH_ANSWERS."""
    status, error, description, code = KAUTH_ANSWERS[name]
    answer = jsonify(error=error, error_description=description, error_code=code)
    answer.status_code = status
    return answer


def kapi_error(status: int, code: int, msg: str = "refused by the stand-in") -> Response:
    """An error of the API host; 401 carries the header Kakao sends."""
    answer = jsonify(msg=msg, code=code)
    answer.status_code = status
    if status == 401:  # noqa: PLR2004 - the status itself
        answer.headers["WWW-Authenticate"] = "Bearer error=invalid_token"
    return answer
