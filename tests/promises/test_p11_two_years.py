"""P11: through two years of invented lives nothing is deleted early and nothing is kept too long."""

from datetime import timedelta
from random import Random  # noqa: TID251  a seeded run of invented acts, no secret

from tests.promises.acts import KINDS, join, sweep
from tests.promises.rows import rows, violations
from tests.promises.test_p11_every_period_has_a_clock import readable, wait
from tests.world import World


def test_two_years_of_invented_lives_never_delete_early_or_late(heavy_house: World):
    """A model keeps what should be there; after each night's sweep the database agrees."""
    house, random = heavy_house, Random(20261122)  # noqa: S311  as above
    people = [join(house) for _ in range(6)]
    model: dict[int, str | None] = dict.fromkeys(range(6))
    seen = dict.fromkeys(range(6), house.clock())
    until = house.clock() + timedelta(days=730)
    while house.clock() < until:
        wait(house, timedelta(days=random.choice((1, 20, 60, 120)), seconds=random.randrange(9999)))
        sweep(house)
        for n, last in seen.items():
            if house.clock() - last >= timedelta(days=365):
                model[n] = None
        n = random.randrange(6) if random.random() < 0.5 else 0
        people[n], seen[n] = join(house, people[n].kakao_id), house.clock()
        act, letters = (
            random.choice(("agree", "agree", "skip", "withdraw", "none")),
            random.choice(KINDS),
        )
        if act == "agree":
            people[n].agree(letters)
            model[n] = letters
        elif act != "none":
            getattr(people[n], act)()
            model[n] = None
        assert {n: readable(p) for n, p in enumerate(people)} == model
    assert violations(house.storage) == []
    reasons = {d.reason for d in rows(house.storage, "destruction")}
    assert "expired" in reasons, "the run was too tame"
