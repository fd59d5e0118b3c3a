"""Every item of policy article 1, one declaration each."""

from webapp.catalogue.shapes import Field, Kind, N_, Option, Pair, Source

FIELDS = (
    Field(
        key="mbti",
        label=N_("MBTI"),
        kind=Kind.PAIRS,
        source=Source.TYPED,
        retention="profile",
        clause="1-1",
        items=N_("MBTI (16가지 가운데 하나)"),
        question=N_("MBTI가 어떻게 되세요?"),
        why=N_("성향이 잘 맞는 사람을 찾을 때 써요."),
        height=2,
        pairs=(
            Pair(
                "ei",
                Option("E", N_("밖에서 힘을 얻어요")),
                Option("I", N_("혼자일 때 힘을 얻어요")),
                N_("E와 I 가운데 하나를 골라 주세요."),
            ),
            Pair(
                "sn",
                Option("S", N_("눈앞의 사실부터")),
                Option("N", N_("숨은 의미부터")),
                N_("S와 N 가운데 하나를 골라 주세요."),
            ),
            Pair(
                "tf",
                Option("T", N_("이치를 먼저")),
                Option("F", N_("마음을 먼저")),
                N_("T와 F 가운데 하나를 골라 주세요."),
            ),
            Pair(
                "jp",
                Option("J", N_("계획대로")),
                Option("P", N_("흐르는 대로")),
                N_("J와 P 가운데 하나를 골라 주세요."),
            ),
        ),
    ),
)
