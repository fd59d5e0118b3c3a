"""What the lines of a copy are called, those of events with the event they belong to."""

from dataclasses import dataclass

from webapp.catalogue.shapes import N_
from webapp.consent.decision import MEMBERSHIP, Decision
from webapp.events.event import VISIBLE_TO
from webapp.profile.ports import Destruction
from webapp.rights.exporting import Copy, KeptValue
from webapp.rights.ports import Application, HandedOn
from webapp.rights.then import question_words, recipient_words
from webapp.web.consent import SHOWING
from webapp.web.locale import day_text, gettext, language
from webapp.web.profile.facts import visibility_words
from webapp.web.services import services

GIVING = N_("%(recipient)s에 주기")
_STATUS = {
    "draft": N_("보내지 않은 신청"),
    "seated": N_("신청했어요"),
    "waiting": N_("대기로 신청했어요"),
    "called_off": N_("열지 않게 된 이벤트예요"),
}


@dataclass(frozen=True, slots=True)
class CopyWords:
    """Names what is in one copy, in the language of this request."""

    copy: Copy

    def of_value(self, kept: KeptValue) -> str:
        """Return what a value is called."""
        return self._of(kept.value.scope, kept.label(language(), gettext))

    def value(self, kept: KeptValue) -> str:
        """Return a value as its person reads it."""
        return kept.shown(language(), gettext)

    def audience(self, kept: KeptValue) -> str:
        """Return who may see a value."""
        if kept.is_for_event:
            return gettext(VISIBLE_TO)
        return visibility_words(kept.value.visibility)

    def about(self, about: Decision | Destruction) -> str:
        """Return what a decision or a deletion was about."""
        if isinstance(about, Destruction):
            return self._deleted(about)
        return self._of(about.scope, self._decided(about))

    def event(self, one: Application | HandedOn) -> str:
        """Return what an event is called, its name in addresses when it is not known any more."""
        return self._title(one.scope) or one.scope

    def status(self, one: Application) -> str:
        """Return how an application stands."""
        return gettext(_STATUS[one.status])

    def recipient(self, one: HandedOn) -> str:
        """Return who received something."""
        return one.name(language())

    def items(self, one: HandedOn) -> str:
        """Return what they received."""
        return ", ".join(one.labels(language()))

    def told(self, one: HandedOn) -> str:
        """Return when they were told to delete it, "" when they were not."""
        if one.told_at is None:
            return ""
        return gettext(N_("%(day)s에 지워 달라고 알렸어요."), day=day_text(one.told_at))

    def _title(self, scope: str) -> str:
        return self.copy.title_of(scope, language(), gettext)

    def _of(self, scope: str, label: str) -> str:
        """Return a label with the event it belongs to."""
        if scope == MEMBERSHIP:
            return label
        return f"{self._title(scope) or scope} \u00b7 {label}"

    def _deleted(self, deletion: Destruction) -> str:
        if deletion.scope == MEMBERSHIP:
            catalogue = services().catalogue
            labels = {field.key: field.label for field in catalogue.fields}
            labels |= {record.key: record.label for record in catalogue.records}
            key = deletion.field_key
            return gettext(labels[key]) if key in labels else key
        label = self.copy.label_of(deletion.scope, deletion.field_key, language(), gettext)
        return self._of(deletion.scope, label)

    def _decided(self, decision: Decision) -> str:
        if decision.scope != MEMBERSHIP:
            return self._decided_at_event(decision)
        catalogue = services().catalogue
        notice = next((n for n in catalogue.notices if n.key == decision.notice_key), None)
        if notice is None:
            return decision.notice_key
        label = gettext(catalogue.field(notice.fields[0]).label if notice.fields else notice.title)
        return gettext(SHOWING, field=label) if notice.audience else label

    def _decided_at_event(self, decision: Decision) -> str:
        """Return what a card asked, in its own words where the event asks otherwise today."""
        asked = self.copy.events.get(decision.scope)
        catalogue = asked.catalogue if asked else None
        say = asked.say(language(), gettext) if asked else gettext
        card = self.copy.edition_of(decision)
        if card is None:
            return decision.notice_key
        if recipient := recipient_words(card, catalogue, say):
            return gettext(GIVING, recipient=recipient)
        return question_words(card, card.body["facts"]["fields"][0], catalogue, say)
