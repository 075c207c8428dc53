"""A public account that was published in 2026 is read on its pages as it was approved."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.installation.backup.copies import Restored
from stocktake_web.public.editions import queries
from stocktake_web.public.editions.stored import digest_of
from stocktake_web.public.models import Incident, Publication, PublishedFile, SiteExport

pytestmark = pytest.mark.django_db


def words(client: Client, path: str) -> str:
    """The words of a page as they are read."""
    page = client.get(path)
    assert page.status_code == 200, path
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def body(client: Client, path: str) -> bytes:
    """What a download gives, byte for byte."""
    response = client.get(path)
    assert response.status_code == 200, path
    return b"".join(response) if response.streaming else response.content


def test_every_text_and_file_is_under_the_digest_that_it_had(restored: Restored) -> None:
    publications = Publication.objects.filter(recalled_at=None)
    assert publications.count() >= 3
    assert [digest_of(publication.content) for publication in publications] == [
        publication.digest for publication in publications
    ]
    files = PublishedFile.objects.filter(publication__in=publications)
    assert files.count() >= 48
    for file in files:
        assert (digest_of(bytes(file.body)), len(file.body)) == (file.sha256, file.bytes_count)


def test_the_home_page_says_what_was_approved(blackpool: Area, public: Client) -> None:
    text = words(public, "/blackpool/")
    assert "Of 14 targets, none is met, 4 are not met and 10 cannot be told." in text
    assert "no child in Blackpool is left behind" in text


def test_a_target_has_the_sentence_the_table_and_the_drawing_of_its_day(
    blackpool: Area, public: Client
) -> None:
    text = words(public, "/blackpool/targets/secondary-exclusions-halved/")
    assert "Not met: secondary suspensions halved is not met, at 15.51 per 100" in text
    assert "against the 7.62 per 100 promised" in text
    html = public.get("/blackpool/targets/english-maths-gcse-two-thirds/").content.decode()
    assert '<th scope="row" class="govuk-table__header">2020/21' in html
    image = re.search(r'<img src="([^"]+)"', html)
    assert image
    drawing = body(public, image[1])
    assert drawing.startswith(b"<svg")
    (file,) = PublishedFile.objects.filter(
        publication__area=blackpool, name=image[1].rpartition("/")[2]
    )
    assert digest_of(drawing) == file.sha256


@pytest.mark.parametrize(
    ("path", "phrase"),
    [
        ("priorities/", None),
        ("targets/", "Progress 8"),
        ("activities/", "2018"),
        ("strands/", "Children and young people at the heart of the work"),
        ("partners/", "Department for Work and Pensions"),
        ("claims/", "Supported"),
        ("method/", "How targets are judged"),
        ("revisions/", "The figures of another year are out."),
        ("downloads/", "This account as data"),
    ],
)
def test_every_page_of_an_old_account(
    path: str, phrase: str | None, blackpool: Area, public: Client
) -> None:
    if phrase is None:
        account = queries.current(blackpool)
        assert account is not None
        for priority in account.priorities:
            assert priority.sentence[:40] in words(public, f"/blackpool/{path}{priority.id}/")
    else:
        assert phrase in words(public, f"/blackpool/{path}")


def test_what_was_to_be_downloaded_is_given_byte_for_byte(blackpool: Area, public: Client) -> None:
    row = Publication.objects.get(area=blackpool)
    download = body(public, "/blackpool/downloads/1/account.json")
    assert download == row.content.encode()
    assert json.loads(download)["format"] == "stocktake-public-account/1"
    verdicts = json.loads(body(public, "/blackpool/downloads/1/verdicts.json"))
    assert verdicts["contract"] == "stocktake-judgement/1"
    assert len(verdicts["targets"]) == 14
    plan = body(public, "/blackpool/downloads/1/plan.toml")
    assert plan == row.revision.plan_toml.encode()
    page = public.get("/blackpool/downloads/1/report.pdf")
    assert page.status_code == 404


def test_the_api_gives_the_verdicts_of_the_account(blackpool: Area, public: Client) -> None:
    answer = public.get("/api/v1/blackpool/verdicts")
    assert answer.status_code == 200
    assert "15.51" in answer.content.decode()


def test_a_correction_is_still_in_the_log(eastmere: Area, public: Client) -> None:
    text = words(public, "/eastmere/corrections/")
    assert "31 of 34 schools had returned." in text
    assert "32 of 34 schools had returned; one return had been filed under another school." in text


def test_what_was_recalled_stays_gone_and_says_why(
    eastmere: Area, public: Client, last: bool
) -> None:
    publication = Publication.objects.exclude(recalled_at=None).get()
    assert (publication.area, publication.number, publication.content) == (eastmere, 3, "")
    assert [bytes(file.body) for file in publication.files.all()] == [b""]
    incident = Incident.objects.get()
    assert incident.reason == "It was the account of another place."
    assert incident.note == "Found by the analyst."
    assert list(incident.downloads) == ["account.json"]
    if not last:
        # Until another is published, the notice stands where the account was.
        page = public.get("/eastmere/").content.decode()
        assert "It was the account of another place." in page
        assert queries.current(eastmere) is None


def test_the_account_of_an_invented_place_tells_what_moved(
    eastmere: Area, public: Client, last: bool
) -> None:
    second = queries.account(queries.publication(eastmere, 2))
    assert second.before is not None
    assert second.before.isoformat() == "2025-11-23"
    moves = [change for priority in second.priorities for change in priority.verdict_changes]
    changes = [change for priority in second.priorities for change in priority.changes]
    assert moves
    assert changes
    if last:
        documents = queries.documents(queries.publication(eastmere, 4))
        names = [file.name for file in documents]
        assert names[:3] == ["report.html", "report.pdf", "report.xlsx"]
        assert body(public, "/eastmere/downloads/4/report.pdf").startswith(b"%PDF-")
        assert b"Eastmere" in body(public, "/eastmere/downloads/4/report.html")
        assert SiteExport.objects.get().publication == queries.publication(eastmere, 4)
        assert second.headline in words(public, "/eastmere/")


def test_minutes_that_were_published_are_read(eastmere: Area, public: Client) -> None:
    text = words(public, "/eastmere/decisions/")
    assert "Reading hubs: go on for a second year" in text
    assert "Example High School" not in text
