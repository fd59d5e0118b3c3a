"""The composition root: introduces the edges to the rooms, and nothing else."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from webapp.catalogue.audit import audit
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.korea import korean_day
from webapp.consent.edition import DocumentVersion, Language
from webapp.consent.editions import Editions
from webapp.consent.ticket import Tickets
from webapp.events.copying import EventsOfOne
from webapp.events.handing_over import HandingOver
from webapp.events.list_words import LOCALE
from webapp.events.publishing import Publishing
from webapp.events.room import EventRoom, House, furnish
from webapp.events.shelf import Shelf
from webapp.foundation import Clock, Foundation, kakao_settings, mailer_of
from webapp.kakao.login import Kakao
from webapp.kakao.picture import Pictures
from webapp.kakao.scopes import Scopes
from webapp.kakao.settings import PictureSettings
from webapp.kakao.webhooks import Hooks
from webapp.keys.keyring import load_keyring
from webapp.keys.vault import KeyringVault
from webapp.members.confirming import Proofs
from webapp.members.joining import TERMS, Gate
from webapp.members.kakao_link import KakaoLink
from webapp.members.login import Login
from webapp.members.returning import Returning
from webapp.members.signing_in import SessionBook
from webapp.members.webhooks import Webhooks
from webapp.members.webhooks_in_time import InTime
from webapp.onboarding.asking_again import AskingAgain
from webapp.onboarding.counting import StepCounter
from webapp.onboarding.fetching import AtKakao, Fetching
from webapp.onboarding.journey import Journey
from webapp.photos.address import open_store
from webapp.photos.process import DecodingProcess
from webapp.policy.documents import OURS, Documents, load
from webapp.profile.answers import Answers
from webapp.profile.calling import Calling
from webapp.profile.number_checking import NumberChecking
from webapp.profile.photos.framing import Framing
from webapp.profile.photos.showing import OwnPhotos
from webapp.profile.photos.taking import Photos
from webapp.profile.reading import Profile
from webapp.profile.texting import Texts
from webapp.profile.visibility import Visibilities
from webapp.profile.withdrawing import Endings
from webapp.rights.consents import Consents
from webapp.rights.corrections import Corrections
from webapp.rights.desk import Desk
from webapp.rights.exporting import Exporting
from webapp.rights.leaving import Leaving
from webapp.settings import Settings
from webapp.sms.console import Console
from webapp.storage import migrate
from webapp.storage.roles import grant_roles
from webapp.storage.transaction import Storage
from webapp.web import TRANSLATIONS, logs
from webapp.web.locale import SOURCE, Catalogues, read_catalogues
from webapp.web.services import Services, Site
from webapp.worker import Worker


class CatalogueFaulty(Exception):  # noqa: N818  reads as the situation it is
    """The catalogue is wrong; the application does not start."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))


def system_clock() -> datetime:
    """Return the present instant, aware UTC."""
    return datetime.now(UTC)  # noqa: TID251  the one clock of the house


def build(settings: Settings, *, now: Clock | None = None) -> tuple[Services, Site]:
    """Return what the web floor may call and know.

    Publishes the editions of today's catalogue. Raises `CatalogueFaulty`, `KeyringError`,
    `TranslationsMissing`, `DocumentError` or `StorageUnavailable` rather than start half.
    """
    ground = _foundation(settings, settings.database_url, now or system_clock)
    with ground.storage.write() as store:
        store.editions.publish(list(ground.editions))
    return _services(settings, ground), _site(settings)


def build_worker(settings: Settings, *, now: Clock | None = None) -> Worker:
    """Return what works outside requests; raises what `build` raises."""
    logs.configure()
    return Worker(_foundation(settings, settings.database_url_worker, now or system_clock))


def build_desk(settings: Settings, *, now: Clock | None = None) -> Desk:
    """Return where staff settle corrections; raises `KeyringError` or `StorageUnavailable`."""
    vault = KeyringVault(load_keyring(Path(settings.keyring)))
    storage = Storage(settings.database_url, pool_size=1)
    return Desk(storage, vault, CATALOGUE, settings.minimum_age, now or system_clock)


def build_handing_over(settings: Settings, *, now: Clock | None = None) -> HandingOver:
    """Return what organisers read and hand on from; raises what `build` raises."""
    ground = _foundation(settings, settings.database_url, now or system_clock)
    shelf = Shelf(ground.storage, ground.languages, ground.now)
    spoken = next(language for language in ground.languages if language.locale == LOCALE)
    return HandingOver(ground.storage, ground.vault, shelf, ground.now, spoken)


def build_organiser(settings: Settings, *, now: Clock | None = None) -> Publishing:
    """Return where organisers put events before people; raises what `build` raises."""
    ground = _foundation(settings, settings.database_url, now or system_clock)
    return Publishing(ground.storage, CATALOGUE, ground.languages, ground.now)


def upgrade(settings: Settings) -> None:
    """Bring the database to the newest shape and give its roles their rights, as its owner."""
    storage = Storage(settings.database_url_owner, pool_size=1)
    migrate.upgrade(storage)
    if not settings.is_sqlite and settings.database_url != settings.database_url_owner:
        grant_roles(storage, settings.database_url, settings.database_url_worker)
    storage.dispose()


def catalogue_faults() -> list[str]:
    """Return what is wrong with the catalogue, in sentences."""
    words = read_catalogues(TRANSLATIONS, strict=False)
    return audit(CATALOGUE, lambda text, locale: _is_translated(words, text, locale))


def _foundation(settings: Settings, database_url: str, now: Clock) -> Foundation:
    faults = catalogue_faults() if settings.is_production else []
    if faults:
        raise CatalogueFaulty(faults)
    documents = load(
        OURS,
        {
            "minimum_age": str(settings.minimum_age),
            "officer_name": settings.privacy_officer_name,
            "officer_contact": settings.privacy_officer_contact,
        },
    )
    words = read_catalogues(TRANSLATIONS, strict=settings.is_production)
    today = korean_day(now())
    languages = [
        Language(locale, words[locale].ugettext, _versions(documents, locale, today))
        for locale in words
    ]
    return Foundation(
        storage=Storage(database_url),
        vault=KeyringVault(load_keyring(Path(settings.keyring))),
        editions=Editions(CATALOGUE, languages, now()),
        kakao=Kakao(kakao_settings(settings), now),
        scopes=Scopes(kakao_settings(settings)),
        documents=documents,
        languages=tuple(languages),
        words={language.locale: language.translate for language in languages},
        mailer=mailer_of(settings),
        public_url=settings.public_url,
        photo_store=open_store(settings.photo_store),
        now=now,
    )


def _versions(documents: Documents, locale: str, today: date) -> dict[str, DocumentVersion]:
    version = documents.terms(locale, today).version
    return {TERMS: DocumentVersion(version.name, version.sha256)}


def _services(settings: Settings, ground: Foundation) -> Services:
    store, vault, editions, now = ground.storage, ground.vault, ground.editions, ground.now
    tickets = Tickets(settings.secret_key.encode())
    profile = Profile(store, vault, CATALOGUE, editions, now)
    photos, own_photos, framing = _photos(ground, profile)
    login = Login(store, vault, ground.kakao, now)
    answers = Answers(store, vault, CATALOGUE, editions, tickets, settings.minimum_age, now)
    room = _event_room(settings, ground, profile, tickets)
    return Services(
        now=now,
        members=SessionBook(store, now),
        health=store,
        catalogue=CATALOGUE,
        editions=editions,
        documents=ground.documents,
        login=login,
        gate=_gate(settings, ground, tickets),
        journey=Journey(store, profile, CATALOGUE, editions, tickets, now),
        asking=AskingAgain(store, now),
        counter=StepCounter(store, now),
        answers=answers,
        calling=Calling(profile),
        numbers=NumberChecking(store, vault, answers, _texts(settings), now),
        fetching=_fetching(settings, ground, login, answers, photos),
        visibilities=Visibilities(store, CATALOGUE, editions, tickets, now),
        consents=Consents(store, CATALOGUE, editions, now),
        corrections=Corrections(store, vault, CATALOGUE, now),
        exporting=_exporting(ground, profile, own_photos, room.shelf),
        proofs=Proofs(settings.secret_key.encode(), now),
        leaving=Leaving(store, vault, now),
        returning=Returning(store, now),
        kakao_link=_kakao_link(settings, ground),
        webhooks=_webhooks(settings, ground),
        photos=photos,
        own_photos=own_photos,
        framing=framing,
        event_room=room,
    )


def _photos(ground: Foundation, profile: Profile) -> tuple[Photos, OwnPhotos, Framing]:
    store, vault, now = ground.storage, ground.vault, ground.now
    decoder = DecodingProcess()
    photos = Photos(store, vault, decoder, ground.photo_store, now)
    own = OwnPhotos(store, profile, vault, ground.photo_store)
    return photos, own, Framing(store, vault, CATALOGUE, photos, own, decoder, now)


def _exporting(ground: Foundation, profile: Profile, photos: OwnPhotos, shelf: Shelf) -> Exporting:
    store, vault = ground.storage, ground.vault
    events = EventsOfOne(store, shelf)
    return Exporting(store, vault, profile, photos, CATALOGUE, events, ground.now)


def _event_room(
    settings: Settings, ground: Foundation, profile: Profile, tickets: Tickets
) -> EventRoom:
    return furnish(
        House(
            database=ground.storage,
            vault=ground.vault,
            profile=profile,
            catalogue=CATALOGUE,
            tickets=tickets,
            minimum_age=settings.minimum_age,
            languages=ground.languages,
            now=ground.now,
            tell=lambda trouble: logs.alarm("event_unreadable", trouble),
        )
    )


def _gate(settings: Settings, ground: Foundation, tickets: Tickets) -> Gate:
    secret, age = settings.secret_key.encode(), settings.minimum_age
    return Gate(ground.storage, ground.vault, ground.editions, tickets, secret, age, ground.now)


def _texts(settings: Settings) -> Texts | None:
    """Return who sends codes, `None` where numbers are saved without one."""
    return Console() if settings.phone_code else None


def _site(settings: Settings) -> Site:
    return Site(
        public_url=settings.public_url,
        is_production=settings.is_production,
        secret_key=settings.secret_key,
        form_action=settings.kakao_form_action,
        trusted_hosts=settings.trusted_hosts,
        trusted_proxies=settings.trusted_proxies,
        workers=settings.workers,
        redis_url=settings.redis_url,
        sends_mail=settings.sends_mail,
        privacy_officer_name=settings.privacy_officer_name,
        privacy_officer_contact=settings.privacy_officer_contact,
        minimum_age=settings.minimum_age,
    )


def _fetching(
    settings: Settings, ground: Foundation, login: Login, answers: Answers, photos: Photos
) -> Fetching:
    origins = PictureSettings(settings.kakao_picture_origins, settings.kakao_near_origins)
    scopes = frozenset(settings.kakao_scopes)
    at_kakao = AtKakao(scopes, ground.kakao, Pictures(origins), photos)
    return Fetching(ground.storage, ground.vault, CATALOGUE, login, answers, at_kakao, ground.now)


def _kakao_link(settings: Settings, ground: Foundation) -> KakaoLink:
    endings = Endings(CATALOGUE, ground.editions)
    hurried = Scopes(kakao_settings(settings).hurried())
    return KakaoLink(ground.storage, ground.vault, CATALOGUE, endings, hurried, ground.now)


def _webhooks(settings: Settings, ground: Foundation) -> Webhooks:
    hooks = Hooks(kakao_settings(settings), settings.kakao_app_id, ground.now)
    in_time = InTime(logs.alarm_webhook)
    return Webhooks(ground.storage, ground.vault, hooks, in_time, ground.now)


def _is_translated(words: Catalogues, text: str, locale: str) -> bool:
    # A translation may read like its source ("MBTI"), so the texts themselves are asked.
    return locale not in words or locale == SOURCE or text in vars(words[locale])["_catalog"]
