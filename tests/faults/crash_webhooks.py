"""Kakao's message a process is killed in: while it is stored, and while the worker carries it out."""

from tests.faults.crash_cases import SENT, Case
from tests.promises.rows import rows
from tests.world import World
from webapp.foundation import kakao_settings
from webapp.kakao.scopes import Scopes
from webapp.members.webhooks_effects import Effects
from webapp.outbox.drain import Outbox
from webapp.profile.withdrawing import Endings
from webapp.storage.transaction import Storage

(DONE,) = SENT


def _cut(house: World, kakao_id: str) -> int:
    """Send the unlink webhook; what is stored counts as done."""
    form = {"user_id": kakao_id, "referrer_type": "UNLINK_FROM_APPS"}
    answer = house.app.test_client().post(
        "/webhooks/kakao/unlink",
        base_url=house.settings.public_url,
        data=form | {"app_id": house.settings.kakao_app_id},
        headers={"Authorization": f"KakaoAK {house.settings.kakao_admin_key}"},
    )
    return DONE if answer.status_code == 200 else answer.status_code


class Told(Case):
    """The message comes three times: it is remembered and queued once, or not at all."""

    def begin(self, house: World) -> None:
        self._member(house).agree()

    def send(self, house: World) -> int:
        assert self.person is not None
        return _cut(house, self.person.kakao_id)

    def faults(self, house: World) -> list[str]:
        wrong = self._expect(house, {"given": 1}, field_value=1, value_key=1, kakao_link=1)
        for name in ("webhook_event", "outbox"):
            if (found := len(rows(house.storage, name))) != 1:
                wrong.append(f"{found} rows in {name}")
        return wrong


class Carried(Told):
    """The worker is killed while it ends the membership; another takes over after the lease."""

    def begin(self, house: World) -> None:
        super().begin(house)
        assert super().send(house) == DONE
        storage = house.services.health
        assert isinstance(storage, Storage)
        services, clock = house.services, house.clock
        endings = Endings(services.catalogue, services.editions)
        nobody = Scopes(kakao_settings(house.settings))
        vault = services.login._vault
        effects = Effects(storage, vault, services.catalogue, endings, nobody, clock)
        self.outbox = Outbox(storage.write, effects.runners(), clock, lambda *_: None)

    def send(self, house: World) -> int:
        house.clock.forward(minutes=2)
        self.outbox.drain()
        return DONE

    def faults(self, house: World) -> list[str]:
        gone = dict.fromkeys(("field_value", "value_key", "session", "kakao_link"), 0)
        wrong = self._expect(house, {"given": 1, "withdrawn": 1}, **gone, destruction=2)
        if rows(house.storage, "outbox"):
            wrong.append("something is still to be done")
        return wrong


WEBHOOKS: dict[str, type[Case]] = {"told_by_kakao": Told, "carried_out": Carried}
