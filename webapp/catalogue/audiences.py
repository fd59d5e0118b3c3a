"""Who a person may show a value to besides themselves; nobody can see anything before they say so.

Each audience is a consent of its own for each field, in the words declared here
(docs/decisions/0030).
"""

from webapp.catalogue.shapes import N_, Audience, Visibility

AUDIENCES = (
    Audience(
        key=Visibility.MATCHED,
        label=N_("매칭 상대"),
        purpose="show",
        title=N_("동의하고 보여 주면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 이 항목을 나만 볼 수 있을 뿐, 다른 기능은 그대로예요."
        ),
        effect_key="seen_by_me_only",
        tick=N_("‘동의하고 보여 주기’를 누르면 매칭 상대에게 보여 주는 데 동의해요"),
        agree=N_("동의하고 보여 주기"),
        skip=N_("나만 보기"),
        visible_to=N_("나와 매칭된 상대"),
    ),
    Audience(
        key=Visibility.EVERYONE,
        label=N_("모두"),
        purpose="show",
        title=N_("동의하고 보여 주면"),
        effect=N_(
            "동의하지 않아도 돼요. 그러면 이 항목을 나만 볼 수 있을 뿐, 다른 기능은 그대로예요."
        ),
        effect_key="seen_by_me_only",
        tick=N_("‘동의하고 보여 주기’를 누르면 모두에게 보여 주는 데 동의해요"),
        agree=N_("동의하고 보여 주기"),
        skip=N_("나만 보기"),
        visible_to=N_("Duett 회원 모두. 누가 보는지 하나하나 고를 수는 없어요."),
    ),
)
