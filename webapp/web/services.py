"""What the routes may call and know: filled once by wiring, read through typed accessors."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from flask import Flask, current_app  # noqa: TID251  the one accessor of the house

from webapp.catalogue.shapes import Catalogue
from webapp.consent.editions import Editions
from webapp.events.applying import Applying
from webapp.events.entries import Entries
from webapp.events.parking import Parking
from webapp.events.room import EventRoom
from webapp.events.shelf import Shelf
from webapp.members.confirming import Proofs
from webapp.members.joining import Gate
from webapp.members.kakao_link import KakaoLink
from webapp.members.login import Login
from webapp.members.returning import Returning
from webapp.members.signing_in import SessionBook
from webapp.members.webhooks import Webhooks
from webapp.onboarding.asking_again import AskingAgain
from webapp.onboarding.counting import StepCounter
from webapp.onboarding.fetching import Fetching
from webapp.onboarding.journey import Journey
from webapp.policy.documents import Documents
from webapp.profile.answers import Answers
from webapp.profile.calling import Calling
from webapp.profile.number_checking import NumberChecking
from webapp.profile.photos.framing import Framing
from webapp.profile.photos.showing import OwnPhotos
from webapp.profile.photos.taking import Photos
from webapp.profile.visibility import Visibilities
from webapp.rights.consents import Consents
from webapp.rights.corrections import Corrections
from webapp.rights.exporting import Exporting
from webapp.rights.leaving import Leaving

_SERVICES = "duett.services"
_SITE = "duett.site"


class Readiness(Protocol):
    def ready(self) -> bool:
        """Return whether the database answers; never raises."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a route may call; wiring fills it, tests fill it with fakes."""

    now: Callable[[], datetime]  # aware UTC
    members: SessionBook
    health: Readiness
    catalogue: Catalogue
    editions: Editions
    documents: Documents
    login: Login
    gate: Gate
    journey: Journey
    asking: AskingAgain
    counter: StepCounter
    answers: Answers
    numbers: NumberChecking
    calling: Calling
    fetching: Fetching
    visibilities: Visibilities
    consents: Consents
    corrections: Corrections
    exporting: Exporting
    proofs: Proofs
    leaving: Leaving
    returning: Returning
    kakao_link: KakaoLink
    webhooks: Webhooks
    photos: Photos
    own_photos: OwnPhotos
    framing: Framing
    event_room: EventRoom

    @property
    def events(self) -> Shelf:
        """The published events."""
        return self.event_room.shelf

    @property
    def applying(self) -> Applying:
        """Applying for one, step by step."""
        return self.event_room.applying

    @property
    def entries(self) -> Entries:
        """One's own applications."""
        return self.event_room.entries

    @property
    def parked(self) -> Parking:
        """Answers that wait for their person to sign in."""
        return self.event_room.parked


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Plain values about this installation, taken from the settings."""

    public_url: str  # scheme://host[:port], no path
    is_production: bool
    secret_key: str
    form_action: tuple[str, ...]  # origins a form may lead to besides our own
    trusted_hosts: tuple[str, ...]
    trusted_proxies: int  # hops in front of us whose forwarding headers are ours
    workers: int
    redis_url: str | None
    sends_mail: bool = False  # whether anybody can be told anything by mail
    privacy_officer_name: str
    privacy_officer_contact: str
    minimum_age: int = 14

    @property
    def origin(self) -> str:
        """The public origin as a browser writes it: lower case, no default port."""
        return origin_of(self.public_url) or ""

    @property
    def is_https(self) -> bool:
        return self.origin.startswith("https://")


def origin_of(url: str) -> str | None:
    """Return scheme://host[:port] of an http(s) address as a browser would write it, or None."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is None or port == (443 if parts.scheme == "https" else 80):
        return f"{parts.scheme}://{host}"
    return f"{parts.scheme}://{host}:{port}"


def attach(app: Flask, services: Services, site: Site) -> None:
    """Give an application its services and site; done once, before the first request."""
    app.extensions[_SERVICES] = services
    app.extensions[_SITE] = site


def this_app() -> Flask:
    """Return the application of this request (for its routes and view functions)."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return app


def services() -> Services:
    """Return what the routes of this application may call."""
    found: Services = current_app.extensions[_SERVICES]
    return found


def site() -> Site:
    """Return the plain values of this installation."""
    found: Site = current_app.extensions[_SITE]
    return found
