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
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| (\d+) \|$", re.MULTILINE)
JOBS = [
    (role, job, links.split(" › "), title, int(count))
    for role, job, links, title, count in ROW.findall(PAGE.read_text(encoding="utf-8"))
]
ROLES = {role.label: role.value for role in Role}


def test_every_role_has_a_job() -> None:
    # A governor and a clerk see what a headteacher sees.
    assert {role for role, *_ in JOBS} == set(ROLES) - {"Governor", "Clerk"}


def test_every_job_takes_the_pages_that_are_counted(read_only: Any, browser: Any) -> None:
    faults = []
    with read_only.installation.serve() as server:
        for role, job, links, title, count in JOBS:
            visitor = read_only.sign_in(server, ROLES[role])
            with open_page(browser, server, visitor.cookies, "desktop") as page:
                page.goto("/eastmere/dashboard/")
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
