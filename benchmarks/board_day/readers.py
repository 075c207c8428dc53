"""People who read as on the day of a board: the board, the plan's desk, the explorer, the public.

Run as a process of its own, so that asking takes no time from the server's process. What there is
to read comes as JSON on the standard input, and what was found goes as JSON to the output.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from threading import Lock, Thread
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

# Of every five readers: who, and what they read.
DAY = ("board", "board", "dashboard", "explorer", "public")
SIGNED_IN = {"board": "board_member", "dashboard": "delivery_lead"}
BOARD = (
    "dashboard/",
    "dashboard/boards/",
    "dashboard/boards/bodies/{body}/",
    "dashboard/boards/bodies/{body}/interests/",
    "dashboard/boards/meetings/{next_meeting}/",
    "dashboard/boards/meetings/{meeting}/",
    "dashboard/boards/meetings/{minuted}/minutes/",
    "dashboard/boards/meetings/{next_meeting}/pack/",
    "dashboard/boards/items/{item}/",
    "dashboard/plan/",
    "dashboard/plan/targets/{target}/",
)
DESK = (
    "dashboard/",
    "dashboard/plan/",
    "dashboard/plan/milestones/",
    "dashboard/plan/freshness/",
    "dashboard/plan/activities/",
    "dashboard/plan/activities/{activity}/",
    "dashboard/plan/targets/",
    "dashboard/plan/targets/{target}/",
    "dashboard/plan/decisions/",
    "dashboard/plan/risks/",
    "dashboard/plan/funding/",
    "dashboard/plan/recommendations/",
    "dashboard/plan/returns/",
    "dashboard/plan/revisions/",
)
EXPLORER = (
    "explore/",
    "explore/authority/?{of}",
    "explore/region/?{of}",
    "explore/neighbours/?{of}",
    "explore/all/?{of}",
    "explore/gaps/?{of}",
    "explore/profile/?{of}",
    "explore/changes/?{of}",
    "explore/build/?{own}",
    "explore/search/?q={word}",
    "explore/pictures/figures.svg?{of}",
)
PUBLIC = (
    "",
    "priorities/{priority}/",
    "targets/",
    "targets/{target}/",
    "activities/",
    "method/",
    "decisions/",
    "decisions/{published}/",
    "corrections/",
    "revisions/",
    "downloads/",
)
PAGES = {"board": BOARD, "dashboard": DESK, "explorer": EXPLORER, "public": PUBLIC}
GZIP = b"\x1f\x8b"
WORDS = ("exclusions", "expected", "neet", "care")


@dataclass(frozen=True)
class PageTiming:
    """One page: its path, milliseconds until its last byte, and kilobytes as it was sent."""

    path: str
    milliseconds: float
    kilobytes: float


class Reader:
    """Somebody with a browser."""

    def __init__(self, port: int, slug: str) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.slug = slug
        self.cookies = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))

    def ask(self, path: str, form: Mapping[str, str] | None = None) -> tuple[bytes, float]:
        """A page, and how many milliseconds it took from asking to its last byte."""
        body, milliseconds = self.ask_compressed(path, form)
        return gzip.decompress(body) if body.startswith(GZIP) else body, milliseconds

    def ask_compressed(
        self, path: str, form: Mapping[str, str] | None = None
    ) -> tuple[bytes, float]:
        """A page as it was sent, and its milliseconds."""
        data = urlencode(form).encode() if form is not None else None
        request = Request(self.root + path, data, {"Accept-Encoding": "gzip"})
        start = time.perf_counter()
        with self.opener.open(request, timeout=60) as answer:
            body: bytes = answer.read()
        return body, (time.perf_counter() - start) * 1000

    def sign_in(self, role: str, password: str) -> None:
        """Sign in through the form."""
        page, _ = self.ask("/accounts/login/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, "the page for signing in has no form"
        form = {"login": f"{role}@example.org", "password": password}
        self.ask("/accounts/login/", form | {"csrfmiddlewaretoken": token[1].decode()})
        page, _ = self.ask(f"/{self.slug}/dashboard/")
        assert b"Sign out" in page, f"{role} could not sign in"


def readers_of(port: int, place: Mapping[str, Any], count: int) -> list[tuple[str, Reader]]:
    """So many readers in the day's mixture; those of one role share its session."""
    shared: dict[str, Reader] = {}
    for kind in PAGES:
        shared[kind] = Reader(port, place["slug"])
        if kind in SIGNED_IN:
            shared[kind].sign_in(SIGNED_IN[kind], place["password"])
    return [(kind := DAY[number % len(DAY)], shared[kind]) for number in range(count)]


def address(chance: random.Random, kind: str, place: Mapping[str, Any]) -> str:
    """Any page of a kind, about anything."""
    of = f"indicator={quote(chance.choice(place['indicators']))}"
    own_query = f"i={quote(chance.choice(place['indicators']))}&p=la-890&group=neighbours"
    page = chance.choice(PAGES[kind]).format(
        body=chance.choice(place["bodies"]),
        next_meeting=place["next_meeting"],
        meeting=chance.choice(place["meetings"]),
        minuted=chance.choice(place["minuted"]),
        published=chance.choice(place["published"]),
        item=chance.choice(place["items"]),
        target=chance.choice(place["targets"]),
        activity=chance.choice(place["activities"]),
        priority=chance.choice(place["priorities"]),
        of=f"{of}&place={chance.choice(place['places'])}",
        own=own_query,
        word=chance.choice(WORDS),
    )
    return f"/{place['slug']}/{page}"


def every_page(place: Mapping[str, Any], kind: str) -> list[str]:
    """One address of each page of a kind."""
    chance, first = random.Random(0), {}
    while len(first) < len(PAGES[kind]):
        path = address(chance, kind, place)
        first.setdefault(page_of(path, place), path)
    return list(first.values())


def page_of(path: str, place: Mapping[str, Any]) -> str:
    """Which page an address is of: without the thing that it is about."""
    parts = path.partition("?")[0].removeprefix(f"/{place['slug']}/").split("/")
    things = {str(item) for value in place.values() if isinstance(value, list) for item in value}
    next_one = str(place["next_meeting"])
    labels = ["next" if p == next_one else "*" if p in things else p for p in parts]
    return "/".join(labels)


def kind_of(path: str, slug: str) -> str:
    """Of which kind a path of the server's log is."""
    inside = path.removeprefix(f"/{slug}/")
    if inside.startswith("dashboard/boards/"):
        return "board"
    if inside.startswith("dashboard/"):
        return "dashboard"
    return "explorer" if inside.startswith("explore/") else "public"


def read(port: int, place: Mapping[str, Any], count: int, pause: float, seconds: float) -> None:
    """Be the readers, each in a thread of its own, until the time is over; say what was found."""
    timings: list[PageTiming] = []
    failures: list[str] = []
    people = readers_of(port, place, count)
    lock, ends = Lock(), time.monotonic() + seconds

    def go_on(number: int) -> None:
        kind, reader = people[number]
        chance = random.Random(number)
        time.sleep(chance.random() * pause)
        while time.monotonic() < ends:
            path = address(chance, kind, place)
            start = time.perf_counter()
            try:
                body, milliseconds = reader.ask_compressed(path)
            except OSError as error:
                with lock:
                    failures.append(f"{path}: {error}")
            else:
                with lock:
                    timings.append(PageTiming(path, milliseconds, len(body) / 1000))
            time.sleep(max(0.0, pause - (time.perf_counter() - start)))

    threads = [Thread(target=go_on, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"found": [vars(timing) for timing in timings], "failed": failures}))


if __name__ == "__main__":
    request = json.load(sys.stdin)
    read(request["port"], request["place"], request["count"], request["pause"], request["seconds"])
