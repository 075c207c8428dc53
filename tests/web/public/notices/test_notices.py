"""The pages of the footer: linked everywhere, honest by default, changed by an administrator."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import loader
from django.test import Client

from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.audit.verify import verify_all
from stocktake_web.installation.personal_data import erase, export
from stocktake_web.public.models import Notice
from stocktake_web.public.notices.blocks import Block, blocks_of
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db
ROOT = "/example-borough/"
CHANGE = f"{ROOT}dashboard/public/notices/"
KINDS = ("contact", "accessibility", "privacy", "cookies")
HEADINGS = ("Contact", "Accessibility statement", "Privacy notice", "Cookies")


def words(response: Any) -> str:
    """A page's words as they are read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def footer_links(html: str) -> list[str]:
    """The addresses in a page's footer, with its words."""
    footer = html.split("<footer", 1)[1]
    return re.findall(r'href="([^"]*notices/[^"]*)"', footer)


def write(area: Area, users: dict[str, User], kind: str, text: str) -> Notice:
    """A text as the administrator wrote it."""
    return change(Notice(area=area, kind=kind), actor=users["administrator"], values={"text": text})


@pytest.mark.parametrize(
    ("role", "address", "prefix"),
    [
        ("public", "/", ""),
        ("public", "/accounts/login/", ""),
        ("public", "/nowhere/", ""),
        ("public", "/api/", ""),
        ("public", ROOT, "/example-borough"),
        ("public", f"{ROOT}corrections/", "/example-borough"),
        ("secretary", f"{ROOT}dashboard/", "/example-borough"),
        ("clerk", f"{ROOT}dashboard/people/invite/", "/example-borough"),
    ],
)
def test_every_page_leads_to_the_four_from_its_footer(
    area: Area, client_for: Callable[[str], Client], role: str, address: str, prefix: str
) -> None:
    html = client_for(role).get(address).content.decode()
    assert footer_links(html) == [f"{prefix}/notices/{kind}/" for kind in KINDS]


@pytest.mark.parametrize("status", [500, 503, 507])
def test_a_page_that_needs_no_database_leads_there_too(status: int) -> None:
    html = loader.render_to_string(f"errors/{status}.html")
    assert footer_links(html) == [f"/notices/{kind}/" for kind in KINDS]


@pytest.mark.parametrize(("kind", "heading"), list(zip(KINDS, HEADINGS, strict=True)))
def test_anyone_reads_a_default_that_says_what_is_not_stated(
    area: Area, other_area: Area, client: Client, kind: str, heading: str
) -> None:
    for address, name in (
        (f"{ROOT}notices/{kind}/", "Example Borough"),
        (f"/notices/{kind}/", "Whoever runs this installation"),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert f">{heading}</h1>" in response.content.decode()
        assert "Change this page" not in words(response)
        if kind != "cookies":
            assert re.search(rf"{name} has not (stated|published)", words(response))


def test_a_page_without_a_place_leads_to_each_place_s_own(
    area: Area, other_area: Area, client: Client
) -> None:
    html = client.get("/notices/contact/").content.decode()
    assert 'href="/example-borough/notices/contact/"' in html
    assert 'href="/other-town/notices/contact/"' in html


def test_the_only_place_speaks_for_the_installation(area: Area, client: Client) -> None:
    response = client.get("/notices/privacy/")
    assert (response.status_code, response["Location"]) == (302, f"{ROOT}notices/privacy/")


def test_an_installation_without_places_has_the_pages_too(client: Client) -> None:
    assert client.get("/notices/contact/").status_code == 200


def test_a_page_that_there_is_not(area: Area, client_for: Callable[[str], Client]) -> None:
    for address in ("/notices/imprint/", f"{ROOT}notices/imprint/"):
        assert client_for("public").get(address).status_code == 404
    assert client_for("administrator").get(f"{CHANGE}imprint/").status_code == 404


def test_no_place_takes_the_address_of_these_pages() -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="the address of something else"):
        add_area(actor=None, slug="notices", name="Notices", place_id="la-890")


def test_the_cookies_named_are_those_that_are_set(
    area: Area, users: dict[str, User], client: Client
) -> None:
    page = words(client.get(f"{ROOT}notices/cookies/"))
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "example.analyst@example.org", "password": "wrong"})
    assert settings.CSRF_COOKIE_NAME in client.cookies
    client.force_login(
        users["analyst"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    client.get(f"{ROOT}dashboard/")
    cookie_names = {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.STOCKTAKE_BROWSER_COOKIE,
    }
    assert set(client.cookies) <= cookie_names
    assert all(name in page for name in cookie_names)
    assert "1 hour" in page
    assert "12 hours" in page
    assert "180 days" in page
    assert f"{settings.CSRF_COOKIE_AGE // 86_400} days" in page


@pytest.mark.parametrize(
    "path", ["", "corrections/", "downloads/", "decisions/", "notices/privacy/", "explore/"]
)
def test_public_pages_set_no_cookie(area: Area, client: Client, path: str) -> None:
    assert client.get(f"{ROOT}{path}").status_code == 200
    assert dict(client.cookies) == {}


def test_an_administrator_writes_a_text_and_the_history_keeps_it(
    area: Area, client_for: Callable[[str], Client], client: Client
) -> None:
    administrator = client_for("administrator")
    assert "The default" in words(administrator.get(CHANGE))
    text = "# Write to us\nplans@example.org\nTown Hall\n\n- https://example.org/complaints"
    response = administrator.post(f"{CHANGE}contact/", {"text": text}, follow=True)
    assert "The page was changed." in words(response)
    assert "A text of your own" in words(response)
    html = client.get(f"{ROOT}notices/contact/").content.decode()
    assert ">Write to us</h2>" in html
    assert 'href="mailto:plans@example.org"' in html
    assert 'href="https://example.org/complaints"' in html
    assert "has not stated yet" not in html
    version = Notice.objects.get().version
    response = administrator.post(f"{CHANGE}contact/", {"text": "Call us.", "version": version})
    assert response.status_code == 302
    events = Event.objects.filter(object_type="public.notice").order_by("pk")
    assert [event.verb for event in events] == ["add", "change"]
    assert events[1].stored_values.content["text"][1] == '"Call us."'
    assert all(not proof.breaks for proof in verify_all())
    assert "Change this page" in words(administrator.get(f"{ROOT}notices/contact/"))


@pytest.mark.parametrize("role", ["secretary", "head_of_service", "analyst", "councillor"])
def test_nobody_else_changes_it(area: Area, client_for: Callable[[str], Client], role: str) -> None:
    member = client_for(role)
    assert member.get(f"{CHANGE}contact/").status_code == 403
    assert member.post(f"{CHANGE}contact/", {"text": "Ours now"}).status_code == 403
    anyone = client_for("public").post(f"{CHANGE}contact/", {"text": "Ours now"})
    assert anyone["Location"].startswith("/accounts/login/")
    assert not Notice.objects.exists()


def test_an_administrator_changes_nothing_of_another_place(
    area: Area, other_area: Area, client_for: Callable[[str], Client]
) -> None:
    response = client_for("administrator").post(
        "/other-town/dashboard/public/notices/contact/", {"text": "Ours now"}
    )
    assert response.status_code == 403
    assert not Notice.objects.exists()


def test_markup_stays_text(area: Area, users: dict[str, User], client: Client) -> None:
    hostile = (
        "# <script>alert(1)</script>\n- <img src=x onerror=alert(1)>\n\n"
        'javascript:alert(1) <a href="javascript:alert(1)">x</a> https://x.org/"onmouseover="a'
    )
    write(area, users, "privacy", hostile)
    main = client.get(f"{ROOT}notices/privacy/").content.decode().split("<main")[1]
    main = main.split("</main>")[0]
    assert "<script" not in main
    assert "<img" not in main
    assert "&lt;script&gt;" in main
    for tag in re.findall(r"<[^>]+>", main):
        assert "onmouseover" not in re.sub(r'"[^"]*"', "", tag)
        assert "javascript:" not in tag


@pytest.mark.parametrize("text", ["", "   ", "\r\n\r\n \n"])
def test_an_empty_text_shows_the_default_again(
    area: Area,
    users: dict[str, User],
    client_for: Callable[[str], Client],
    client: Client,
    text: str,
) -> None:
    notice = write(area, users, "contact", "Call us.")
    form = {"text": text, "version": notice.version}
    assert client_for("administrator").post(f"{CHANGE}contact/", form).status_code == 302
    page = words(client.get(f"{ROOT}notices/contact/"))
    assert "Call us." not in page
    assert "Example Borough has not stated yet" in page


def test_the_cookies_of_the_software_are_shown_below_any_text(
    area: Area, users: dict[str, User], client: Client
) -> None:
    write(area, users, "cookies", "We set none.")
    page = words(client.get(f"{ROOT}notices/cookies/"))
    assert "We set none." in page
    assert settings.SESSION_COOKIE_NAME in page


def test_the_second_of_two_administrators_learns_of_the_first(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    administrator = client_for("administrator")
    administrator.get(f"{CHANGE}contact/")
    write(area, users, "contact", "Call us.")
    # Both read the default, so that neither form carries a version.
    response = administrator.post(f"{CHANGE}contact/", {"text": "Write to us."})
    assert response.status_code == 409
    assert "Write to us." in words(response)
    assert Notice.objects.get().text == "Call us."


def test_a_text_that_is_too_long_is_refused_with_its_limit(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    response = client_for("administrator").post(f"{CHANGE}contact/", {"text": "a" * 20_001})
    assert "at most 20000 characters" in words(response)
    assert not Notice.objects.exists()


def test_the_copy_as_files_holds_them_with_links_from_every_page(
    area: Area, users: dict[str, User], tmp_path: Path
) -> None:
    write(area, users, "contact", "Call us on https://example.org/call.")
    call_command("export_site", "example-borough", out=str(tmp_path / "site"), verbosity=0)
    page = (tmp_path / "site/notices/contact/index.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/call"' in page
    footer = page.split("<footer", 1)[1]
    assert re.findall(r'href="([^"]+)"', footer) == [
        "index.html" if kind == "contact" else f"../{kind}/index.html" for kind in KINDS
    ]
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert footer_links(home) == [f"notices/{kind}/index.html" for kind in KINDS]


def test_an_erased_person_is_named_no_longer(
    area: Area, other_area: Area, users: dict[str, User], client: Client
) -> None:
    clerk = users["clerk"]
    write(area, users, "contact", f"Ask {clerk.display_name}.")
    write(area, users, "privacy", f"{clerk.display_name}son wrote this.")
    assert export(clerk)["pages of the footer that name the person"] == [
        {"place": "Example Borough", "page": "Contact"}
    ]
    erase(clerk, actor=None, reason="Asked for it.")
    assert "Example Borough has not stated yet" in words(client.get(f"{ROOT}notices/contact/"))
    assert Notice.objects.get(kind="privacy").text.endswith("son wrote this.")
    assert all(not proof.breaks for proof in verify_all())


def test_blocks_of_a_text() -> None:
    text = "# A\r\nfirst\r\nsecond\n\n- one\n- two\n\n\n\n- one\nmore\n\n#none\n# B"
    assert list(blocks_of(text)) == [
        Block("heading", ("A",)),
        Block("paragraph", ("first", "second")),
        Block("list", ("one", "two")),
        Block("paragraph", ("- one", "more")),
        Block("paragraph", ("#none", "# B")),
    ]
    assert list(blocks_of(" \n\n\t\n")) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_long_words_wrap_and_the_pages_are_accessible(
    area: Area,
    users: dict[str, User],
    page_for: Callable[..., Any],
    accessible: Callable[[Any], None],
) -> None:
    write(area, users, "contact", f"# {'Heading' * 30}\n\n{'w' * 400}\n\n- {'m' * 300}@example.org")
    page = page_for("administrator")
    for address in (
        *(f"{ROOT}notices/{kind}/" for kind in KINDS),
        CHANGE,
        f"{CHANGE}contact/",
        "/notices/contact/",
    ):
        page.goto(address)
        accessible(page)
