"""A coarse name for a browser, such as "Android · KakaoTalk": family only, no version.

It is what a person needs to recognise a sign-in of theirs, and all that is kept (policy 1-2).
"""

from flask import request

KAKAOTALK = "KakaoTalk"
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("KAKAOTALK", KAKAOTALK),
    ("NAVER", "NAVER"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Whale", "Whale"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_name() -> str:
    """Return the name of the browser that sent this request; "" for one we do not know."""
    agent = request.user_agent.string
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    return " · ".join(part for part in (system, browser) if part)


def is_in_kakaotalk(device: str) -> bool:
    """Tell whether this is KakaoTalk's in-app browser, which ignores `prompt=login`.

    `device` is its name at the login: a browser that signed in as another one has become none.
    """
    return KAKAOTALK in device and KAKAOTALK in device_name()
