"""An event's drawing: the same for the same key, its own for another, and never out of its frame."""

import re
from itertools import pairwise

import pytest

from webapp.web.events.poster import POSTER_REACH, TILE_REACH, draw

KEYS = [f"event-{number}" for number in range(60)]


def corners(path):
    """The numbers of a path, as points: its start, then handles and ends by turns."""
    numbers = [int(found) for found in re.findall(r"-?\d+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_a_key_has_one_drawing_and_another_key_another():
    draw.cache_clear()
    first = [draw(key) for key in KEYS]
    draw.cache_clear()
    assert [draw(key) for key in KEYS] == first
    assert len({drawing.first.path for drawing in first}) == len(KEYS)


@pytest.mark.parametrize("key", KEYS[:12])
def test_the_voices_cross_on_the_middle_line_and_nowhere_else(key):
    one, two = (corners(voice.path)[::3] for voice in (draw(key).first, draw(key).second))
    assert [x for x, _y in one] == [x for x, _y in two]
    for (_, upper), (_, lower) in zip(one, two, strict=True):
        assert (upper == lower == 0) or upper * lower < 0
    heights = [y for _x, y in one]
    assert all((a == 0) != (b == 0) for a, b in pairwise(heights))


@pytest.mark.parametrize("reach", [POSTER_REACH, TILE_REACH])
def test_a_drawing_fills_its_width_and_keeps_to_its_height(reach):
    for drawing in (draw(key, reach) for key in KEYS):
        for voice in (drawing.first, drawing.second):
            points = corners(voice.path)
            assert points[0][0] <= -reach
            assert points[-1][0] >= reach
            assert max(abs(y) for _x, y in points) <= 44


def test_both_voices_sing_beside_the_middle():
    for key in KEYS:
        drawing = draw(key, TILE_REACH)
        for voice in (drawing.first, drawing.second):
            assert any(sign.kind == "note" for sign in voice.signs), key


def test_a_sign_lies_on_its_voice_and_its_stem_points_to_the_middle():
    for key in KEYS:
        for voice in (draw(key).first, draw(key).second):
            ends = corners(voice.path)[::3]
            for sign in voice.signs:
                near = min((abs(x - sign.x), y) for x, y in ends if y)
                assert sign.y * near[1] > 0
                assert abs(sign.y) <= abs(near[1])
                assert sign.has_stem_up == (sign.y > 0)
