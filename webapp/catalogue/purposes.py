"""The purposes of policy article 3, split so that each is one purpose with one legal basis."""

from webapp.catalogue.shapes import Basis, N_, Purpose

PURPOSES = (
    Purpose(
        key="membership",
        label=N_("회원가입과 로그인"),
        basis=Basis.CONTRACT,
        clause="3-1",
        law=N_("개인정보 보호법 제15조 제1항 제4호"),
    ),
    Purpose(
        key="match",
        label=N_("음악 취향이 맞는 회원 추천"),
        basis=Basis.CONSENT,
        clause="3-3",
        law=N_("개인정보 보호법 제15조 제1항 제1호"),
    ),
)
