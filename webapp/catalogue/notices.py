"""The notices: which fields are put before a person together, for which one purpose."""

from webapp.catalogue.shapes import N_, Notice, NoticeKind

NOTICES = (
    Notice(
        key="mbti",
        kind=NoticeKind.CONSENT,
        fields=("mbti",),
        purpose="match",
        title=N_("동의하고 저장하면"),
        effect=N_("동의하지 않아도 돼요. 그러면 추천에 성향이 반영되지 않을 뿐, 다른 기능은 그대로예요."),
        tick=N_("위 내용으로 MBTI를 수집·이용하는 데 동의해요"),
        agree=N_("동의하고 저장"),
        skip=N_("건너뛰기"),
        visible_to=N_("나만. 프로필에 보일지는 나중에 따로 정해요."),
    ),
)
