"""The mail about values that will go for want of use: what it says, and sending it.

A mail goes out once. Where a worker dies, or a server falls silent, between taking the mail and
saying so, nobody can know; then it is handed over once more, with the same number, and no third
time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date

from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import N_, Catalogue
from webapp.consent.decision import MemberId
from webapp.consent.edition import Translate
from webapp.consent.ports import Database
from webapp.members.errors import MailRefused, MailUnavailable, MailUnsure
from webapp.members.inactivity import ADDRESS, PURPOSE, kind_of, opened
from webapp.members.ports import Mail, Mailer, MemberStore
from webapp.members.rows import Member
from webapp.outbox.drain import Hopeless, NotNow
from webapp.outbox.errand import Errand
from webapp.profile.errors import NotPermitted
from webapp.profile.lifetime import Silence, silences
from webapp.profile.ports import Vault
from webapp.profile.reading import Profile

SOURCE = "ko"
MOST_TIMES = 2
"""How often a mail is handed over at most, the first time included."""

SUBJECT = N_("적어 두신 정보를 %(day)s에 지워요")
GREETING = N_("안녕하세요, Duett이에요.")
GOES = N_("오래 안 오셔서 %(day)s에 적어 두신 정보를 지워요. 동의하실 때 약속드린 대로예요.")
STAYS = N_("그대로 두고 싶으시면 그날 전에 한 번 로그인해 주세요. 그러면 지우지 않아요.")
NO_MATTER = N_("그냥 두셔도 괜찮아요. 위 정보만 지우고, 회원은 그대로예요.")
WHY = N_(
    "메일로 연락받는 데 동의하셔서 한 번 알려 드려요. 이 동의는 마이페이지에서 언제든 철회할 수 있어요."
)

_DAYS = {"en": "d MMMM y"}
"""How a language writes a day where its own long form is not ours."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one errand is to tell, found to be still so."""

    member: Member
    silence: Silence
    about: date
    fields: Sequence[str]


class InactivityMail:
    """Runs the errand of one mail."""

    def __init__(
        self,
        database: Database[MemberStore],
        vault: Vault,
        profile: Profile,
        catalogue: Catalogue,
        mailer: Mailer | None,
        words: Mapping[str, Translate],
        public_url: str,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._profile = profile
        self._catalogue = catalogue
        self._mailer = mailer
        self._words = words
        self._public_url = public_url
        self._now = now

    def run(self, errand: Errand) -> None:
        """Send the mail, unless its person is back or may get none; raises `NotNow`, `Hopeless`."""
        member_id, rule, about = opened(self._vault, errand)
        told = self._still_so(member_id, rule, about)
        if told is None or self._mailer is None:
            return
        try:
            address = self._profile.read(member_id, ADDRESS, PURPOSE)
        except NotPermitted:
            return
        self._hand_over(self._mailer, told, self._mail(errand, told, address))

    def _still_so(self, member_id: MemberId, rule: str, about: date) -> Told | None:
        """Return what is to be told, `None` when nothing is deleted on that day (any more)."""
        silence = next((s for s in silences(self._catalogue) if s.rule == rule), None)
        with self._database.read() as store:
            member = store.people.get(member_id)
            if member is None or silence is None:
                return None
            fields = store.absences.fields_of(member_id, silence.fields)
        due = member.last_seen_at + silence.period
        if korean_day(due) != about or self._now() >= due or not fields:
            return None
        return Told(member, silence, about, [key for key in silence.fields if key in fields])

    def _hand_over(self, mailer: Mailer, told: Told, mail: Mail) -> None:
        letter = told.member.member_id, kind_of(told.silence), told.about
        with self._database.write() as store:
            times = store.letters.hand_over(*letter)
        if not 0 < times <= MOST_TIMES:
            reason = "perhaps_sent"
            raise Hopeless(reason)
        try:
            mailer.send(mail)
        except MailUnsure as silence:
            raise NotNow(silence.reason) from None
        except (MailUnavailable, MailRefused) as refusal:
            with self._database.write() as store:
                store.letters.take_back(*letter)
            kind = Hopeless if isinstance(refusal, MailRefused) else NotNow
            raise kind(refusal.reason) from None

    def _mail(self, errand: Errand, told: Told, address: str) -> Mail:
        wished = told.member.locale or SOURCE
        locale = wished if wished in self._words else SOURCE
        say = self._words[locale]
        day = {"day": format_date(told.about, _DAYS.get(locale, "long"), locale)}
        labels = [f"- {say(self._catalogue.field(key).label)}" for key in told.fields]
        parts = [
            say(GREETING),
            say(GOES) % day,
            "\n".join(labels),
            say(STAYS) + f"\n{self._public_url}/",
            say(NO_MATTER),
            say(WHY),
        ]
        text = "\n\n".join(parts) + "\n"
        return Mail(errand.errand_id, address, locale, say(SUBJECT) % day, text, errand.created_at)
