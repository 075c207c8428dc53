"""How long a stocktake pack of twelve pages takes as a page, PDF and Word document.

Run: ``python benchmarks/web_pack.py [DATA]``, where DATA holds the folder ``lait`` (by default what
``STOCKTAKE_TEST_DATA`` says, or ``../shared/data``). The plan is Blackpool's, its targets dealt out
to twelve priorities, each with two trajectories, four late activities and money; figures are those
of the whole release. Measured in a process of its own, as a worker does it: the first time, when
nothing is remembered, then later times. The limit for the PDF is 3 seconds, the first time too; the
exit status is 1 where it is missed.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from board_day.serving import environment, load_releases

from stocktake.publish import svg_to_png

PAGES, LATE_EACH, RUNS, LIMIT_SECONDS = 12, 4, 5, 3.0
SAMPLE_TARGETS = (
    "secondary-exclusions-halved",
    "secondary-persistent-absence-below-national",
    "ks2-rwm-top-half",
    "english-maths-gcse-two-thirds",
)
DATA = os.environ.get("STOCKTAKE_TEST_DATA", "../shared/data")
INSIDE = "--inside"


def main() -> int:
    """Load the releases, fill a database, and measure in a fresh process."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else DATA)
    folder = Path(tempfile.mkdtemp(prefix="pack"))
    try:
        load_releases(data / "lait", folder / "warehouse")
        settings = environment(f"sqlite:///{folder}/stocktake.sqlite3", folder / "warehouse")
        manage = [sys.executable, "-m", "stocktake_web.manage", "migrate", "--verbosity", "0"]
        subprocess.run(manage, env=settings, check=True)
        for step in ("fill", "measure"):
            process = subprocess.run([sys.executable, __file__, INSIDE, step], env=settings)
            if process.returncode:
                return process.returncode
        return 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill() -> int:
    """A place, its plan of twelve priorities, money, and a meeting with a decision on each."""
    from django.db import transaction

    from stocktake_web import services
    from stocktake_web.accounts.areas.actions import add_area
    from stocktake_web.boards.agenda import actions as agenda
    from stocktake_web.boards.bodies.models import Body
    from stocktake_web.boards.meetings import actions as meetings
    from stocktake_web.plans.funding.models import FundingLine
    from stocktake_web.plans.revisions.actions import add_revision
    from stocktake_web.records.change import change

    today = services.today()
    with transaction.atomic():
        area = add_area(actor=None, slug="blackpool", name="Blackpool", place_id="la-890")
        add_revision(area=area, actor=None, text=long_plan(today), reason="Twelve.")
        for number in range(PAGES):
            values = {
                "activity_id": f"activity-{number}-0",
                "source": "Council",
                "committed_pounds": Decimal(90_000),
                "spent_pounds": Decimal(40_000),
                "forecast_pounds": Decimal(95_000),
            }
            change(FundingLine(area=area), actor=None, values=values)
        body = change(Body(area=area), actor=None, values={"key": "board", "name": "Example Board"})
        meeting = meetings.plan_meeting(actor=None, body=body, values={"meeting_date": today})
        for number in range(PAGES):
            values = {
                "title": f"What to do about priority {number + 1}",
                "kind": "decision",
                "description": "Which of the late activities does the board still want?",
                "priority_key": f"priority-{number}",
            }
            agenda.add_item(actor=None, meeting=meeting, values=values)
    return 0


def long_plan(today: date) -> Any:
    """Blackpool's plan with twelve priorities, two drawn targets to each."""
    import tomllib

    import tomli_w

    from stocktake_web import services

    example_text = services.example_plan_text("blackpool")
    plan = tomllib.loads(example_text.plan_toml)
    targets = {target["id"]: target for target in plan["target"]}
    due = today - timedelta(days=30)
    plan["priority"] = [
        {
            "id": f"priority-{number}",
            "title": f"Priority {number + 1}",
            "why": "What children there need most.",
            "lead": "Head of school improvement",
            "activity": [
                {
                    "id": f"activity-{number}-{index}",
                    "words": f"Activity {index + 1}: every school has been offered support.",
                    "starts": due - timedelta(days=200),
                    "due": due - timedelta(days=index),
                    "owner": "Head of school improvement",
                }
                for index in range(LATE_EACH)
            ],
        }
        for number in range(PAGES)
    ]
    plan["target"] = [
        number_target(
            targets[SAMPLE_TARGETS[(2 * number + target_index) % len(SAMPLE_TARGETS)]],
            number,
            target_index,
        )
        for number in range(PAGES)
        for target_index in range(2)
    ]
    return services.PlanText(tomli_w.dumps(plan), example_text.figures_csv)


def number_target(target: dict[str, Any], number: int, target_index: int) -> dict[str, Any]:
    """A target under an id of its own, in a priority."""
    parts = [
        part | {"id": f"{part['id']}-{number}-{target_index}"} for part in target.get("part", ())
    ]
    identity = {"id": f"target-{number}-{target_index}", "priority": f"priority-{number}"}
    return target | identity | ({"part": parts} if parts else {})


def measure() -> int:
    """As a worker: judge, gather, draw and write."""
    from pypdf import PdfReader

    from stocktake_web import services
    from stocktake_web.accounts.models import Area
    from stocktake_web.boards.meetings import queries as meeting_queries
    from stocktake_web.boards.pack.pdf import write_pack_pdf
    from stocktake_web.boards.pack.queries import pack_of
    from stocktake_web.boards.pack.word import write_pack_word

    area = Area.objects.get()
    meeting = meeting_queries.meetings(area).get()

    def gathered() -> Any:
        return pack_of(area, meeting, services.now())

    def pdf() -> bytes:
        return write_pack_pdf(gathered())

    def word() -> bytes:
        return write_pack_word(gathered(), template=None, png=svg_to_png)

    gathering, pack = timed(gathered)
    typesetting, pack_pdf = timed(lambda: write_pack_pdf(pack))
    first = gathering + typesetting
    later = median(timed(pdf)[0] for _ in range(RUNS))
    word_first, document = timed(word)
    pages = len(PdfReader(io.BytesIO(pack_pdf)).pages)
    charts = sum(len(page.charts) for page in pack.pages)
    print(f"pages, charts         {pages:>6} {charts:>6}")
    print(f"PDF, the first time   {first:>8.2f} s  (limit {LIMIT_SECONDS:.0f} s)")
    print(f"  judged and gathered {gathering:>8.2f} s")
    print(f"  typeset             {typesetting:>8.2f} s, {len(pack_pdf) / 1000:.0f} kB")
    print(f"PDF, later times      {later:>8.2f} s  (limit {LIMIT_SECONDS:.0f} s; median of {RUNS})")
    print(f"  page, later times   {median(timed(gathered)[0] for _ in range(RUNS)):>8.2f} s")
    print(f"Word, after a PDF     {word_first:>8.2f} s, {len(document) / 1000:.0f} kB")
    if hasattr(os, "getloadavg"):
        print(f"load of the machine   {os.getloadavg()[0]:>8.1f}")
    good = max(first, later) <= LIMIT_SECONDS and pages >= PAGES and charts == 2 * PAGES
    return 0 if good else 1


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that a piece of work took, and what it gave."""
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


if __name__ == "__main__":
    if sys.argv[1:2] == [INSIDE]:
        import django

        django.setup()
        sys.exit({"fill": fill, "measure": measure}[sys.argv[2]]())
    sys.exit(main())
