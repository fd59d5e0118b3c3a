"""Login with Kakao as the rooms want it: there, back with proof, one item, and unlinking."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from webapp.kakao.answers import OK, check_token_answer, check_unlink_answer, json_object
from webapp.kakao.breaker import Breaker
from webapp.kakao.id_token import Expected, IdTokens
from webapp.kakao.keyset import KeySet
from webapp.kakao.profile import parameters, read_answer
from webapp.kakao.settings import KakaoSettings
from webapp.kakao.transport import Lines
from webapp.members.errors import KakaoUnavailable
from webapp.members.ports import KakaoIdentity
from webapp.onboarding.ports import Handed


class Kakao:
    """Implements members.ports.KakaoLogin and onboarding.ports.KakaoProfile, for all threads.

    `now` gives aware UTC and judges tokens; `tick` is a monotonic clock in seconds for the fuses
    and the age of keys. Kakao's tokens live as long as one call of `identify` or `fetch`: nothing
    needs them later, since unlinking is done with the admin key, so none is ever stored.
    """

    def __init__(
        self,
        settings: KakaoSettings,
        now: Callable[[], datetime],
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._lines = Lines(settings, tick)
        self._id_tokens = IdTokens(KeySet(self._fetch_keys, tick), now)
        # A fuse for each: login and unlinking are served by different hosts, and a profile that
        # cannot be read must not keep anybody from leaving.
        self._login_fuse = Breaker(tick)
        self._profile_fuse = Breaker(tick)
        self._unlink_fuse = Breaker(tick)

    def authorize_url(
        self,
        *,
        state: str,
        nonce: str,
        verifier: str,
        scope: tuple[str, ...] = (),
        prompt: str | None = None,
    ) -> str:
        """Return the address at Kakao to send the browser to.

        Without a scope none is sent: the first login asks for nothing. With one, `openid` goes
        along, or Kakao would send no ID token. Scopes are joined by spaces (Authlib does not see
        `openid` among commas).
        """
        extras: dict[str, str] = {"nonce": nonce}
        if scope:
            extras["scope"] = " ".join(("openid", *(name for name in scope if name != "openid")))
        if prompt is not None:
            extras["prompt"] = prompt
        address, _ = self._lines.session().create_authorization_url(
            self._settings.authorize_endpoint, state=state, code_verifier=verifier, **extras
        )
        return str(address)

    def identify(self, *, code: str, nonce: str, verifier: str) -> KakaoIdentity:
        """Exchange the code and return who came back, as the verified ID token says.

        Raises KakaoRefused, KakaoUnavailable or KakaoMisconfigured. The code is spent either way:
        a new try needs a new round trip.
        """
        return self._prove(code, nonce, verifier)[0]

    def fetch(
        self,
        *,
        code: str,
        nonce: str,
        verifier: str,
        scope: str,
        admit: Callable[[KakaoIdentity], object],
    ) -> Handed:
        """Exchange the code, let `admit` see who is there, and ask Kakao for this one item.

        Nothing is asked for when `admit` raises. Raises KakaoRefused, KakaoUnavailable or
        KakaoMisconfigured. The code is spent either way, the access token goes with this call.
        """
        identity, access_token = self._prove(code, nonce, verifier)
        admit(identity)
        with self._profile_fuse.guard():
            answer = self._lines.session().request(
                "GET",
                self._settings.profile_endpoint,
                params=parameters(scope),
                headers={"Authorization": f"Bearer {access_token}"},
                withhold_token=True,
                allow_redirects=False,
            )
            return read_answer(answer, identity.kakao_id, scope)

    def unlink(self, kakao_id: str) -> None:
        """End the link at Kakao; an id that is no longer linked counts as done.

        Raises KakaoUnavailable (retry later) or KakaoMisconfigured (alert an operator).
        """
        with self._unlink_fuse.guard():
            answer = self._lines.session().request(
                "POST",
                self._settings.unlink_endpoint,
                data={"target_id_type": "user_id", "target_id": kakao_id},
                headers={"Authorization": f"KakaoAK {self._settings.admin_key}"},
                withhold_token=True,
                allow_redirects=False,
            )
            check_unlink_answer(answer, kakao_id)

    def _prove(self, code: str, nonce: str, verifier: str) -> tuple[KakaoIdentity, str]:
        """Return who came back, and the token to speak to Kakao for them."""
        with self._login_fuse.guard():
            tokens = self._exchange(code, verifier)
            access_token = str(tokens.get("access_token", ""))
            expected = Expected(
                issuer=self._settings.issuer,
                audience=self._settings.rest_api_key,
                nonce=nonce,
                access_token=access_token,
            )
            return self._id_tokens.verify(tokens.get("id_token"), expected), access_token

    def _exchange(self, code: str, verifier: str) -> dict[str, Any]:
        session = self._lines.session()
        session.compliance_hook["access_token_response"] = {check_token_answer}
        try:
            return dict(
                session.fetch_token(
                    self._settings.token_endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    allow_redirects=False,
                )
            )
        finally:
            session.token = None

    def _fetch_keys(self) -> dict[str, Any]:
        answer = self._lines.session().request(
            "GET", self._settings.key_set_endpoint, withhold_token=True, allow_redirects=False
        )
        if answer.status_code != OK:
            raise KakaoUnavailable("keys_unavailable")
        return json_object(answer)
