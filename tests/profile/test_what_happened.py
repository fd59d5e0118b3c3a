"""After an act the page says in one sentence what happened, and to which item."""

import pytest

from tests.promises.acts import Person, join
from tests.promises.pages import get
from tests.world import World


@pytest.fixture(scope="module")
def house(heavy_house: World) -> World:
    return heavy_house


@pytest.fixture
def person(house: World) -> Person:
    return join(house)


@pytest.mark.parametrize(
    "address, told",
    [
        ("/me/edit?done=saved&of=music", "음악 취향을 저장했어요."),
        ("/me/edit?done=saved&of=phone", "전화번호를 저장했어요."),
        ("/me/consents?done=erased&of=region", "지역을 지웠어요. 이제 어디에도 쓰지 않아요."),
        ("/me/edit?done=saved&of=성공", "저장했어요."),
        ("/me/edit?done=saved", "저장했어요."),
        ("/me/edit?done=late&of=music", "10분이 지나서"),
    ],
)
def test_what_happened_is_told_with_an_item_of_ours_only(person: Person, address: str, told: str):
    banner = get(person.browser(), address).select_one(".banner")
    assert banner
    assert banner.get_text(strip=True).startswith(told)
