"""Each role's common jobs take as many pages from signing in as the documentation says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from test_nothing_is_cut import open_page

from stocktake_web.accounts.models import Role

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "common-jobs.md"
TEXT = PAGE.read_text(encoding="utf-8")
HEADING_ROWS = 2
CELL = r" ([^|]+) \|"
ROW = re.compile(rf"^\|{4 * CELL} (\d+|not possible) \| (\d+) \|$", re.MULTILINE)
ROWS = ROW.findall(TEXT)
JOBS = [
    (role, job, links.split(" › "), title, int(count)) for role, job, links, title, _, count in ROWS
]
ROLES = {role.label: role.value for role in Role}
TASKS = "/eastmere/dashboard/"
CHOOSE_A_PLACE = {"Delivery lead", "Analyst", "Administrator"}


def _arrive(page: Any) -> bool:
    """Go where signing in leads, and on to the place; whether it had to be chosen."""
    page.goto("/accounts/arrived/")
    choice = page.get_by_role("radio", name="Eastmere")
    must_choose = choice.count() > 0
    if must_choose:
        choice.check()
        page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"**{TASKS}")
    return must_choose


def test_every_row_is_read() -> None:
    assert len(ROWS) == len(re.findall(r"^\|", TEXT, re.MULTILINE)) - HEADING_ROWS


def test_no_job_takes_more_pages_than_before() -> None:
    more = [row for row in ROWS if row[4].isdigit() and int(row[5]) > int(row[4])]
    assert not more


def test_every_role_has_a_job() -> None:
    # A governor and a clerk see what a headteacher sees.
    assert {role for role, *_ in JOBS} == set(ROLES) - {"Governor", "Clerk"}


def test_every_job_takes_the_pages_that_are_counted(read_only: Any, browser: Any) -> None:
    faults = []
    with read_only.installation.serve() as server:
        for role, job, links, title, count in JOBS:
            visitor = read_only.sign_in(server, ROLES[role])
            with open_page(browser, server, visitor.cookies, "desktop") as page:
                if _arrive(page) != (role in CHOOSE_A_PLACE):
                    faults.append(f"{role}: chooses a place, or no longer does")
                addresses = set()
                for link in links:
                    # A link that looks like a button is one for those who listen.
                    candidates = page.locator("a", has_text=re.compile(rf"^\s*{re.escape(link)}"))
                    if not candidates.count():
                        faults.append(f"{role}, {job}: {page.url} has no link {link!r}")
                        break
                    candidates.first.click()
                    page.wait_for_load_state()
                    addresses.add(page.url)
                heading = page.locator("h1").first.inner_text()
                if title not in heading:
                    faults.append(f"{role}, {job}: leads to {heading!r}")
                if len(addresses) != count:
                    faults.append(f"{role}, {job}: {len(addresses)} pages")
    assert not faults, "\n".join(faults)
