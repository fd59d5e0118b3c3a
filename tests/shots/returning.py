"""The walk of somebody who was away for long."""

from typing import TYPE_CHECKING

from tests.members.returned import came_back
from tests.shots.house import NOW

if TYPE_CHECKING:
    from tests.shots.walks import Visitor


def returning(one: "Visitor") -> None:
    """Home and My page with what stayed and what went, and home once it is put away."""
    one.join("taesan")
    [cookie] = [each for each in one.page.context.cookies() if "duett" in str(each.get("name"))]
    came_back(one.house.settings.database_url, str(cookie.get("value")), NOW)
    one.go("/")
    one.shoot("4-mine-60-home-back-after-long", fold=True, hard=True)
    one.go("/me")
    one.shoot("4-mine-61-my-page-back-after-long", fold=True)
    one.press("form[action='/me/deletions'] button")
    one.shoot("4-mine-62-my-page-put-away")
