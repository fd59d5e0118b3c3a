"""When Kakao asks for consent, for which items, and what an answer changes."""

from dataclasses import dataclass

from webapp.standin.people import Person
from webapp.standin.settings import ConsentItem, StandinSettings
from webapp.standin.state import State, Walk


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the consent page."""

    item: ConsentItem
    ticked: bool


class Consents:
    """Decides by the console's settings and by what the person agreed to before."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._settings = settings
        self._state = state

    def must_ask(self, walk: Walk) -> bool:
        """A person not linked yet always sees the page; a linked one only for items missing."""
        person = walk.person
        return person is not None and (
            self._state.linked(person) is None or bool(self.choices(walk))
        )

    def choices(self, walk: Walk) -> list[Choice]:
        """The items to show, those asked for by the app ticked beforehand as Kakao's page does."""
        if walk.person is None:
            return []
        link = self._state.linked(walk.person)
        has = link.scopes if link else self._from_before(walk.person)
        asked = {scope for scope in walk.asked.scope if scope != "openid"}
        stages = set() if link else {"required", "optional"}
        return [
            Choice(item, item.scope in asked or item.stage == "required")
            for item in self._settings.items
            if item.scope not in has and (item.scope in asked or item.stage in stages)
        ]

    def agree(self, walk: Walk, ticked: frozenset[str]) -> None:
        """Link the person, with the items ticked among those shown; required ones always count."""
        if walk.person is None:
            return
        shown = [choice.item for choice in self.choices(walk)]
        given = {item.scope for item in shown if item.scope in ticked or item.stage == "required"}
        if self._state.linked(walk.person) is None:
            given |= self._from_before(walk.person)
        self._state.link(walk.person, frozenset(given))
        walk.consented = True

    def _from_before(self, person: Person) -> set[str]:
        return {item.scope for item in self._settings.items if item.scope in person.agreed}
