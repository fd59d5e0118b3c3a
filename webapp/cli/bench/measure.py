"""Posting the same things by turns to two servers, and reading what it cost each of them."""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import sync_playwright

from webapp.cli.bench.bare import DATABASE
from webapp.cli.browser import browser_or_stop
from webapp.cli.children import Child, Household
from webapp.cli.shots.walk import BORN, press, sign_in, tick, write
from webapp.cli.trial import Trial, free_port, trial, wait_until_open

WARM_UP = 20
CPU_OF_PROCESS = 2  # the low bits of the clock that Linux keeps for each process
PEOPLE = ("sori", "garam", "dain", "taesan")  # each may post 120 consents a minute
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
ANSWER = {"ei": "E", "sn": "S", "tf": "T", "jp": "J", "agree": "yes", "act": "agree"}
FIELD, CONSENTS = "/me/edit/mbti", "/me/consents"
Taken = dict[str, list[float]]


@dataclass(frozen=True)
class Server:
    """A running server: how to reach it, and the processes that work for it."""

    connection: HTTPConnection
    pids: tuple[int, ...]

    def ask(self, method: str, path: str, form: dict[str, str], cookie: str = "") -> str:
        """Send one request and return the page; a form that was refused raises ValueError."""
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, urlencode(form) if form else None, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        if answer.status != (303 if method == "POST" else 200):
            message = f"{method} {path} answered {answer.status}"
            raise ValueError(message)
        return page

    def cost(self, method: str, path: str, form: dict[str, str], cookie: str = "") -> float:
        """The microseconds of CPU that one request took."""
        before = cpu_of(self.pids)
        self.ask(method, path, form, cookie)
        return cpu_of(self.pids) - before


def compare(rounds: int) -> Taken:
    """Microseconds of CPU of each request, by kind; warm-up rounds are left out."""
    taken: Taken = {}
    with trial() as place, bare_server() as bare:
        duett = Server(HTTPConnection(urlsplit(place.origin).netloc), family(place.pid))
        cookies = sign_everybody_in(place)
        for number in range(rounds + WARM_UP):
            costs = one_round(duett, bare, cookies[number % len(cookies)])
            for name, cost in costs.items() if number >= WARM_UP else ():
                taken.setdefault(name, []).append(cost)
    return taken


def one_round(duett: Server, bare: Server, cookie: str) -> dict[str, float]:
    """See the question, agree, withdraw; and one bare post between."""
    form = hidden(duett.ask("GET", FIELD, {}, cookie)) | ANSWER
    costs = {
        "question GET": duett.cost("GET", FIELD, {}, cookie),
        "bare Flask POST with one insert": bare.cost("POST", "/", {"text": "ESTJ"}),
        "consent POST": duett.cost("POST", FIELD, form, cookie),
    }
    form = hidden(duett.ask("GET", CONSENTS, {}, cookie))
    costs["withdrawal POST"] = duett.cost("POST", CONSENTS, form, cookie)
    return costs


def hidden(page: str) -> dict[str, str]:
    """The hidden inputs of a page's main form."""
    return dict(HIDDEN.findall(page.partition("<main")[2]))


def sign_everybody_in(place: Trial) -> list[str]:
    """Let invented people join in a browser; the cookies of their sessions."""
    cookies = []
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_or_stop(), args=flags)
        for person in PEOPLE:
            context = browser.new_context()
            page = context.new_page()
            joining = (write(year="1999", **BORN), tick("[name=terms]"), press("[value=join]"))
            for step in (*sign_in(person), *joining):
                step(page, place.origin)
            kept = context.cookies(place.origin.replace("http:", "https:"))
            cookies += [f"{c['name']}={c['value']}" for c in kept if "duett" in c["name"]]
            context.close()
        browser.close()
    return cookies


@contextmanager
def bare_server() -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "webapp.cli.bench.bare", str(port)]
    with tempfile.TemporaryDirectory(prefix="duett-bench-") as folder:
        environment = {**os.environ, DATABASE: f"sqlite:///{folder}/bare.sqlite3"}
        household = Household([Child("bare", command, environment)], is_quiet=True)
        with household.at_home():
            wait_until_open(port)
            yield Server(HTTPConnection(f"127.0.0.1:{port}"), family(household.pid_of("bare")))


def family(pid: int) -> tuple[int, ...]:
    """A process and its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (pid, *(member for child in children for member in family(int(child))))


def cpu_of(pids: tuple[int, ...]) -> float:
    """Microseconds of CPU that these processes have used, ended threads included."""
    return sum(time.clock_gettime_ns(~pid << 3 | CPU_OF_PROCESS) for pid in pids) / 1000
