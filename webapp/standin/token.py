"""/oauth/token and the public keys: codes for tokens, the secret in the body only."""

import base64
import hashlib
import hmac

from flask import Flask, Response, jsonify, request

from webapp.standin.faults import BY_NAME, kauth_error
from webapp.standin.id_token import LIFE_SECONDS, id_token
from webapp.standin.settings import StandinSettings
from webapp.standin.state import Grant, State
from webapp.standin.strikes import strike

REFRESH_LIFE_SECONDS = 5183999


class Token:
    """The two addresses on the auth host that servers call."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._settings = settings
        self._state = state

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/oauth/token", "token", self.exchange, methods=["POST"])
        app.add_url_rule("/.well-known/jwks.json", "jwks", self.keys)

    def keys(self) -> Response:
        fault = self._state.take_fault("jwks")
        if fault == "jwks_empty":
            return jsonify(keys=[])
        struck = strike(fault, self._settings, self._state) if fault else None
        return struck or jsonify(self._state.keys.published())

    def exchange(self) -> Response:
        """Give tokens for a code, once."""
        refused = self._refused_client()
        if refused:
            return refused
        if request.form.get("grant_type") != "authorization_code":
            return kauth_error("koe310")
        grant = self._state.spend(request.form.get("code", ""))
        if grant is None:
            return kauth_error("code_reused")
        if request.form.get("redirect_uri") != grant.asked.redirect_uri:
            return kauth_error("koe303")
        if not _verifier_fits(grant.asked.challenge, request.form.get("code_verifier", "")):
            return kauth_error("wrong_verifier")
        fault = self._fault("token", grant)
        struck = strike(fault, self._settings, self._state) if fault else None
        return struck or self._tokens(grant)

    def _refused_client(self) -> Response | None:
        # Kakao supports client_secret_post only: a Basic header is refused even when right.
        if request.authorization is not None:
            return kauth_error("koe010")
        if request.form.get("client_id") != self._settings.rest_api_key:
            return kauth_error("koe101")
        secret = request.form.get("client_secret", "").encode()
        if not hmac.compare_digest(secret, self._settings.client_secret.encode()):
            return kauth_error("koe010")
        return None

    def _fault(self, place: str, grant: Grant) -> str | None:
        if grant.fault and BY_NAME[grant.fault].place == place:
            return grant.fault
        return self._state.take_fault("token" if place == "token" else "id_token")

    def _tokens(self, grant: Grant) -> Response:
        link = self._state.linked(grant.person)
        scopes = sorted(link.scopes) if link else []
        # A scope list without "openid" brings no ID token: the classic mistake, kept as it is.
        openid = not grant.asked.scope or "openid" in grant.asked.scope
        fault = self._fault("id_token", grant)
        answer: dict[str, str | int] = {
            "token_type": "bearer",
            "access_token": self._state.issue_token(grant.person),
            "expires_in": LIFE_SECONDS,
            "refresh_token": self._state.issue_token(grant.person),
            "refresh_token_expires_in": REFRESH_LIFE_SECONDS,
            "scope": " ".join(["openid", *scopes] if openid else scopes),
        }
        if openid and fault != "no_id_token":
            answer["id_token"] = id_token(self._settings, self._state, grant, fault)
        return jsonify(answer)


def _verifier_fits(challenge: str | None, verifier: str) -> bool:
    if challenge is None:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(made, challenge)
