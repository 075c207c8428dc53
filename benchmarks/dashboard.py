"""How quickly an installation of all authorities answers once their plans are judged.

Run: ``python benchmarks/dashboard.py [DATA] [--areas 153] [--postgresql]``, where DATA holds the
folder ``lait`` (by default what ``STOCKTAKE_TEST_DATA`` says, or ``../shared/data``). Each of the
153 authorities has a plan of 14 targets and a public account on two releases of LAIT. Gunicorn
starts without preload with two workers and nothing judged. Every area's dashboard, board, plan and
public page is read once, which judges; then each kind is read again in another order, and that is
measured. The limits are 50 ms in the server for each of the four (median) and 400 MB for a worker
at its largest; the exit status is 1 where one is missed. What others do on the machine counts as
ours; so the mean processor time of a page, and how long it waited for a processor, are stated too.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from board_day.readers import Reader
from board_day.serving import Server, environment, load_releases, postgresql, run_server

from stocktake_web.public.documents.writing import draw_chart

TARGETS, AUTHORITIES, MEDIAN_MS, WORKER_MB = 14, 153, 50.0, 400.0
DATA = os.environ.get("STOCKTAKE_TEST_DATA", "../shared/data")
ROLE = "delivery_lead"
PAGES = {
    "dashboard": "dashboard/",
    "board": "dashboard/boards/",
    "plan": "dashboard/plan/",
    "public": "",
}
FILL = "--fill"
HEAD = """
id = "plan"
title = "A plan of {name}"
vision = "That every child does well"
place = {{ id = "{place}" }}
period = {{ first = "202122", last = "202728" }}
priority = [{{ id = "all", title = "All children", why = "They need it" }}]
"""
INDICATORS = (
    "ks2-rwm-expected",
    "phonics",
    "attainment-8",
    "english-maths-grade-5",
    "persistent-absence",
    "severe-absence",
    "secondary-suspensions",
    "ehc-plans-within-20-weeks",
)
KINDS = (
    'kind = "position"\nwithin = "top_half"\namong = "england"',
    'kind = "position"\nwithin = "top_half"\namong = "neighbours"',
    'kind = "relation"\ncomparison = "at_least"\ncomparator = "region"',
    'kind = "improvement_each_year"',
    'kind = "gap_closed"\nclose = { to = "england", by_share = "1/2" }',
)
DUE = ("202324", "202425", "202627")


def main() -> int:
    """Build the installation, judge it page by page, and measure."""
    parser = argparse.ArgumentParser(description="How quickly an installation of all answers.")
    parser.add_argument("data", nargs="?", default=DATA, type=Path)
    parser.add_argument("--areas", type=int, default=AUTHORITIES)
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="dashboard"))
    sqlite = contextlib.nullcontext(f"sqlite:///{folder}/stocktake.sqlite3")
    try:
        load_releases(options.data / "lait", folder / "warehouse")
        with postgresql() if options.postgresql else sqlite as database:
            settings = environment(database, folder / "warehouse")
            manage = [sys.executable, "-m", "stocktake_web.manage", "migrate", "--verbosity", "0"]
            subprocess.run(manage, env=settings, check=True)
            # Verdicts that accounts are made from are not kept: the server judges for itself.
            unjudged = settings | {"STOCKTAKE_JUDGEMENTS": ""}
            fill_command = [sys.executable, __file__, FILL, str(options.areas)]
            start = time.perf_counter()
            output = subprocess.run(fill_command, env=unjudged, check=True, stdout=subprocess.PIPE)
            seconds = time.perf_counter() - start
            print(
                f"filled in                  {seconds:>8.1f} s ({seconds / options.areas:.2f} each)"
            )
            with run_server(settings, folder) as server:
                return measure(server, json.loads(output.stdout))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(server: Server, installation: dict[str, Any]) -> int:
    """Read every page once, then every page of a kind in another order; print how long it took."""
    reader = Reader(server.port, installation["areas"][0])
    reader.sign_in(ROLE, installation["password"])
    paths = [f"/{area}/{page}" for area in installation["areas"] for page in PAGES.values()]
    judging = read(server, reader, paths)
    # Judging happens on whichever page of an area asks for verdicts first: the slowest of them.
    first = [
        max(judging[f"/{area}/{page}"] for page in PAGES.values()) for area in installation["areas"]
    ]
    load = os.getloadavg()[0]
    print(f"authorities, targets each  {len(installation['areas']):>8} {TARGETS:>4}")
    print("milliseconds                 median   95th %  processor  waiting")
    print(f"page that judges a plan    {spread(first)}")
    medians = []
    for name, page in PAGES.items():
        again = [f"/{area}/{page}" for area in installation["areas"]]
        random.Random(1).shuffle(again)
        times_before = worker_milliseconds(server)
        times = list(read(server, reader, again).values())
        ran, wait_times = (
            (time_after - time_before) / len(again)
            for time_after, time_before in zip(
                worker_milliseconds(server), times_before, strict=True
            )
        )
        medians.append(median(times))
        print(f"{name:<9} once judged      {spread(times)} {ran:>10.1f} {wait_times:>8.1f}")
    print(f"limit of each median       {MEDIAN_MS:>8.1f}")
    memory = server.worker_megabytes() or 0.0
    print(f"largest worker             {memory:>8.0f} MB (limit {WORKER_MB:.0f})")
    print(f"load of the machine        {load:>8.1f}")
    return int(max(medians) > MEDIAN_MS or memory > WORKER_MB)


def spread(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{median(times):>8.1f} {quantiles(times, n=20)[18]:>8.1f}"


def read(server: Server, reader: Reader, paths: list[str]) -> dict[str, float]:
    """Milliseconds in the server of each page."""
    logged_before = len(server.answers())
    for path in paths:
        body, _ = reader.ask(path)
        assert b"Sign out" in body, f"{path} was not read by who is signed in"
    time.sleep(0.5)  # the last page may not be in the log yet
    milliseconds = {answer.path: answer.milliseconds for answer in server.answers()[logged_before:]}
    assert milliseconds.keys() >= set(paths), "some page failed"
    return {path: milliseconds[path] for path in paths}


def worker_milliseconds(server: Server) -> tuple[float, float]:
    """Processor time of all workers so far, and how long they waited for a processor."""
    running = waiting = 0
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    for child in children.read_text().split():
        columns = Path(f"/proc/{child}/schedstat").read_text().split()
        running, waiting = running + int(columns[0]), waiting + int(columns[1])
    return running / 1e6, waiting / 1e6


def fill(count: int) -> dict[str, Any]:
    """Every authority with its plan and public account, and one person who may read all."""
    from stocktake.standards.places import place_register
    from stocktake_web import services
    from stocktake_web.accounts.people.actions import add_account

    password, today = secrets.token_urlsafe(18), services.today()
    user = add_account(
        actor=None, email=f"{ROLE}@example.org", display_name="Example reader", password=password
    )
    authorities = [
        place
        for place in place_register().all()
        if place.level == "Local authority" and place.exists_on(today) and not place.is_invented
    ]
    assert len(authorities) == AUTHORITIES, f"{len(authorities)} authorities"
    slugs = [fill_area(place, user) for place in authorities[:count]]
    return {"password": password, "areas": slugs}


def fill_area(place: Any, user: Any) -> str:
    """An area with its plan in force and its public account published."""
    from datetime import timedelta

    from django.db import transaction

    from stocktake.publish import report_content
    from stocktake_web import services
    from stocktake_web.accounts.areas.actions import add_area
    from stocktake_web.accounts.memberships.actions import give_role
    from stocktake_web.accounts.models import Role
    from stocktake_web.plans.revisions.actions import add_revision
    from stocktake_web.public.drafting.account import draft_account
    from stocktake_web.public.editions import actions as public
    from stocktake_web.services.judgements import judge_area, plan_of

    today = services.today()
    with transaction.atomic():
        area = add_area(actor=None, slug=place.id, name=place.name, place_id=place.id)
        starts = today - timedelta(days=400)
        give_role(area=area, actor=None, user=user, role=Role(ROLE), starts=starts)
        text = services.PlanText("".join(plan_text(place)))
        revision = add_revision(area=area, actor=None, text=text, reason="The plan.")
        content = report_content(judge_area(area, revision, as_of=today), for_public=True)
        drafted = draft_account(content, plan_of(revision), revision=revision.number)
        # Without the documents to download: typesetting them takes four fifths of the time that
        # an account takes, and no page that is measured reads one.
        row = public.prepare(
            area=area,
            actor=user,
            revision=revision,
            account=drafted.account,
            documents={},
            drawings={name: draw_chart(chart) for name, chart in drafted.charts.items()},
            reason="The figures of another year are out.",
        )
        row = public.approve(area=area, actor=None, publication=row, expected_version=row.version)
        public.publish(area=area, actor=user, publication=row, expected_version=row.version)
    return str(place.id)


def plan_text(place: Any) -> Iterator[str]:
    """Its plan: targets that go round the indicators, kinds and due years."""
    yield HEAD.format(name=place.name, place=place.id)
    indicators, kinds, due = cycle(INDICATORS), cycle(KINDS), cycle(DUE)
    for number in range(TARGETS):
        yield (
            f'\n[[target]]\nid = "target-{number}"\ntitle = "Target {number}"\npriority = "all"\n'
            f'indicator = "{next(indicators)}"\nbaseline = "202122"\ndue = "{next(due)}"\n'
            f"{next(kinds)}\n"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == [FILL]:
        import django

        django.setup()
        print(json.dumps(fill(int(sys.argv[2]))))
        sys.exit()
    sys.exit(main())
