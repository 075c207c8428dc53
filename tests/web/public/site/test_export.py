"""The public pages as files: the same words, no server, nothing that was recalled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.public.editions import actions, queries
from stocktake_web.public.models import Publication, SiteExport
from stocktake_web.public.site.copy import copy_of
from stocktake_web.public.site.writing import write_copy

pytestmark = pytest.mark.django_db


def export(out: Path) -> str:
    output = StringIO()
    call_command("export_site", "example-borough", out=str(out), stdout=output)
    return output.getvalue()


def recall(area: Area, users: dict[str, User], publication: Publication) -> None:
    actions.recall(
        area=area,
        actor=users["administrator"],
        publication=publication,
        reason="A table named the wrong year.",
        expected_version=publication.version,
    )


def bodies(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def main_of(html: str) -> str:
    """The words of the main part of a page."""
    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def relative_links(html: str) -> Iterator[str]:
    for address in re.findall(r'\b(?:href|src)="([^"]+)"', html):
        if not address.startswith(("#", "http", "mailto:", "data:")):
            yield address.partition("#")[0]


@pytest.mark.slow
def test_the_same_pages_with_links_that_lead_to_files(
    published: Publication, tmp_path: Path, client: Client
) -> None:
    folder = tmp_path / "site"
    export(folder)
    pages = sorted(folder.rglob("*.html"))
    assert len([page for page in pages if "downloads" not in page.parts]) > 20
    for page in pages:
        path = page.relative_to(folder).as_posix()
        if re.match(r"downloads/\d", path):
            continue
        html = page.read_text(encoding="utf-8")
        assert 'href="/' not in html, path
        assert "<script" not in html, path
        assert "Sign in" not in html, path
        for address in relative_links(html):
            assert (page.parent / address).resolve().is_file(), f"{path}: {address}"
        answer = client.get("/example-borough/" + path.removesuffix("index.html"))
        assert main_of(answer.content.decode()) == main_of(html), path
    assert (folder / "static/stocktake/app.css").stat().st_size > 0
    assert (folder / "downloads/1/report.pdf").read_bytes().startswith(b"%PDF")


def test_the_same_state_gives_the_same_bytes(published: Publication, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    export(first)
    export(second)
    assert bodies(first) == bodies(second)


@pytest.mark.slow
def test_run_again_it_writes_only_what_changed(
    area: Area, users: dict[str, User], published: Publication, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    assert "files written" in export(folder)
    assert "is up to date" in export(folder)
    assert SiteExport.objects.get().publication == published
    recall(area, users, published)
    assert "files written" in export(folder)
    assert "is up to date" in export(folder)


def test_what_was_recalled_is_a_notice_in_the_next_copy(
    area: Area, users: dict[str, User], published: Publication, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    export(folder)
    account = queries.account(published)
    page = folder / "targets/secondary-exclusions-halved/index.html"
    assert "15.51 per 100" in page.read_text(encoding="utf-8")
    recall(area, users, published)
    export(folder)
    assert "A table named the wrong year." in page.read_text(encoding="utf-8")
    assert not (folder / "charts").exists()
    assert not (folder / "downloads/1").exists()
    sentences = [account.headline, *(card.sentence for card in account.cards)]
    for path, body in bodies(folder).items():
        text = body.decode("utf-8", errors="ignore")
        assert not any(sentence in text for sentence in sentences), path
    assert list(folder.parent.iterdir()) == [folder]


def test_a_folder_with_something_else_in_it_is_left_alone(
    published: Publication, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("not a copy", encoding="utf-8")
    with pytest.raises(CommandError, match="something that is not a copy of these pages"):
        export(tmp_path)
    assert bodies(tmp_path) == {"letter.txt": b"not a copy"}


def test_a_place_that_is_not_there_is_named_with_those_that_are(area: Area) -> None:
    with pytest.raises(CommandError, match="no place 'nowhere'; there are: example-borough"):
        call_command("export_site", "nowhere", out="x")


def test_before_anything_is_published_the_copy_says_so(area: Area, tmp_path: Path) -> None:
    copy = copy_of(area)
    assert write_copy(copy, tmp_path / "site")
    assert b"Nothing is published yet" in copy.files["index.html"]
    assert not any(path.startswith("targets/") for path in copy.files)
