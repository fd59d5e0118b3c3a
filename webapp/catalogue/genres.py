"""The genres that can be ticked: forty or so, in groups small enough to read at a glance.

No genre here tells a belief: church and temple music would be a creed (PIPA 23) asked for as taste.
"""

from webapp.catalogue.offers import Tag, TagGroup, Tags, Written
from webapp.catalogue.shapes import N_

GENRES = Tags(
    most=10,
    finder=N_("장르 찾기"),
    nothing=N_("아직 고르지 않았어요. 장르를 고르거나 아티스트를 적어 주세요."),
    too_many=N_("장르는 10개까지 고를 수 있어요. 몇 개를 빼 주세요."),
    unknown=N_("목록에 없는 장르가 섞여 있어요. 목록에서 다시 골라 주세요."),
    instead=N_("가까운 장르를 골라 주세요."),
    written=Written(
        part="artist",
        label=N_("좋아하는 아티스트"),
        hint=N_("5명(팀)까지 적을 수 있어요."),
        by_line=N_("한 명(팀)을 적고 Enter로 줄을 바꿔 주세요."),
        by_button=N_("한 명(팀)씩 적고 ‘더하기’를 눌러 주세요."),
        most=5,
        longest=40,
        too_many=N_("아티스트는 5명(팀)까지 적을 수 있어요. 몇 명(팀)을 빼 주세요."),
        too_long=N_("이름 하나는 40자까지예요. 한 명(팀)씩 나눠 적어 주세요."),
    ),
    groups=(
        TagGroup(
            N_("가요와 팝"),
            (
                Tag("kpop", N_("케이팝"), ("k-pop", "가요", "아이돌")),
                Tag("ballad", N_("발라드"), ("ballads",)),
                Tag("trot", N_("트로트"), ("trot", "성인 가요")),
                Tag("pop", N_("팝"), ("pop", "팝송")),
                Tag("jpop", N_("제이팝"), ("j-pop", "일본 음악")),
                Tag("citypop", N_("시티팝"), ("city pop",)),
            ),
        ),
        TagGroup(
            N_("인디와 포크"),
            (
                Tag("kindie", N_("한국 인디"), ("korean indie", "k-indie")),
                Tag("indiepop", N_("인디 팝"), ("indie pop",)),
                Tag("folk", N_("포크"), ("folk", "포크송")),
                Tag("acoustic", N_("어쿠스틱"), ("acoustic", "통기타")),
            ),
        ),
        TagGroup(
            N_("록과 메탈"),
            (
                Tag("rock", N_("록"), ("rock", "락", "밴드")),
                Tag("alternative", N_("얼터너티브"), ("alternative", "얼터")),
                Tag("punk", N_("펑크 록"), ("punk rock", "펑크락")),
                Tag("metal", N_("메탈"), ("metal", "헤비메탈")),
                Tag("shoegaze", N_("슈게이즈"), ("shoegaze", "슈게이징")),
                Tag("postrock", N_("포스트 록"), ("post-rock", "포스트락")),
            ),
        ),
        TagGroup(
            N_("힙합과 알앤비"),
            (
                Tag("hiphop", N_("힙합"), ("hip-hop", "rap", "랩")),
                Tag("rnb", N_("알앤비"), ("r&b", "rnb", "rhythm and blues")),
                Tag("soul", N_("소울"), ("soul", "솔")),
                Tag("funk", N_("훵크"), ("funk", "펑크", "펑키")),
            ),
        ),
        TagGroup(
            N_("전자 음악"),
            (
                Tag("edm", N_("EDM"), ("dance", "댄스", "이디엠")),
                Tag("house", N_("하우스"), ("house", "딥 하우스")),
                Tag("techno", N_("테크노"), ("techno",)),
                Tag("dnb", N_("드럼 앤 베이스"), ("drum and bass", "dnb", "d&b")),
                Tag("synthpop", N_("신스팝"), ("synth-pop",)),
                Tag("ambient", N_("앰비언트"), ("ambient", "엠비언트")),
                Tag("lofi", N_("로파이"), ("lo-fi", "로우파이")),
            ),
        ),
        TagGroup(
            N_("재즈와 블루스"),
            (
                Tag("jazz", N_("재즈"), ("jazz", "스윙", "swing")),
                Tag("blues", N_("블루스"), ("blues",)),
                Tag("bossanova", N_("보사노바"), ("bossa nova",)),
                Tag("latin", N_("라틴"), ("latin", "살사", "salsa")),
                Tag("reggae", N_("레게"), ("reggae", "스카", "ska")),
            ),
        ),
        TagGroup(
            N_("클래식과 국악"),
            (
                Tag("classical", N_("클래식"), ("classical", "교향곡", "실내악")),
                Tag("piano", N_("피아노 연주곡"), ("piano pieces", "연주 음악")),
                Tag("opera", N_("오페라"), ("opera", "성악")),
                Tag("newage", N_("뉴에이지"), ("new age",)),
                Tag("gugak", N_("국악"), ("gugak", "korean traditional", "판소리", "전통 음악")),
            ),
        ),
        TagGroup(
            N_("영화와 무대"),
            (
                Tag("ost", N_("드라마·영화 음악"), ("soundtracks", "ost", "오에스티")),
                Tag("musical", N_("뮤지컬"), ("musicals", "뮤지컬 넘버")),
                Tag("anime", N_("애니메이션 음악"), ("anime music", "애니", "만화 음악")),
                Tag("game", N_("게임 음악"), ("game music", "게임 ost")),
            ),
        ),
    ),
)
