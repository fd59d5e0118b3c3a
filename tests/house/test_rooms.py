"""One word a topic: a room has the same name on every floor, and nothing lives between rooms."""

import pytest

from tests.tools import tree

# Each door a room may have; {} is its name.
DOORS = {
    "domain": "webapp/{}/",
    "storage": "webapp/storage/{}",
    "web": "webapp/web/{}",
    "templates": "webapp/web/templates/{}/",
    "styles": "static/css/rooms/{}.css",
    "tests": "tests/{}/",
}
# Doors a room does without, and why.
COMPONENTS_ALONE = "its pages are made of components alone"
WITHOUT = {
    "catalogue": {
        "storage": "data in the code",
        "web": "drives the screens of the others",
        "templates": "as web",
        "styles": "as web",
    },
    "consent": {},
    "outbox": {
        "web": "works behind the screens",
        "templates": "as web",
        "styles": "as web",
    },
    "profile": {"styles": COMPONENTS_ALONE},
    "members": {},
    "policy": {
        "storage": "documents in the code",
    },
    "onboarding": {},
    "rights": {"storage": "its acts are on rows of the rooms below"},
    "events": {},
}
# Folders beside the rooms.
FLOORS = {"cli", "kakao", "keys", "mail", "photos", "settings", "sms", "standin", "storage", "web"}
TEMPLATE_FOLDERS = {"components", "controls", "design", "errors", "home", "layout"}
PAIRS = [(room, door) for room in WITHOUT for door in DOORS]


def is_there(room, door, names=None):
    """A door is a file of the room's name, or a folder of it."""
    path = DOORS[door].format(room)
    starts = (path,) if path.endswith(("/", ".css")) else (f"{path}.py", f"{path}/")
    return any(name.startswith(starts) for name in names or tree.tracked())


@pytest.mark.parametrize("room,door", PAIRS)
def test_a_room_has_its_door_or_a_reason(room, door):
    assert is_there(room, door) == (door not in WITHOUT[room]), DOORS[door].format(room)


def test_every_folder_is_a_room_or_a_floor():
    folders = {
        n.split("/")[1] for n in tree.tracked() if n.startswith("webapp/") and n.count("/") > 1
    }
    assert sorted(folders - set(WITHOUT) - FLOORS) == []


def test_every_folder_of_templates_is_a_room():
    start = "webapp/web/templates/"
    folders = {n.removeprefix(start).split("/")[0] for n in tree.tracked() if n.startswith(start)}
    assert sorted(folders - set(WITHOUT) - TEMPLATE_FOLDERS) == []


def test_a_missing_door_is_seen():
    names = ["webapp/consent/record.py", "webapp/web/consent/ask.py", "webapp/storage/consents.py"]
    assert is_there("consent", "domain", names)
    assert is_there("consent", "web", names)
    assert not is_there("consent", "storage", names)
    assert not is_there("consent", "styles", names)
