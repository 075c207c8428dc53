"""The page about the API and the documentation: every example works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.api.examples import Example, example_of
from stocktake_web.public.models import Publication


@pytest.mark.slow
def test_the_page_about_the_api_has_an_example_of_each_operation_that_works(
    eastmere: Area, client: Client, published: Publication
) -> None:
    text = client.get("/api/").content.decode()
    examples = {link.replace("&amp;", "&") for link in re.findall(r'href="(/api/v1/[^"]+)"', text)}
    assert len(examples) >= 9
    for address in sorted(examples):
        assert client.get(address).status_code == 200, address


def test_the_examples_of_the_documentation_work(
    eastmere: Area, client: Client, published: Publication
) -> None:
    page = Path(__file__).parents[4] / "docs" / "reference" / "api.md"
    examples = re.findall(r"^GET (/api/v1/\S+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(examples) == 9
    for example in (link.replace("/plans/2", f"/plans/{published.number}") for link in examples):
        answer = client.get(example)
        assert answer.status_code == 200, (example, answer.content)


def test_an_operation_without_an_example_says_what_to_write() -> None:
    with pytest.raises(LookupError, match=r"list_zebras has no example; write @example"):
        example_of("stocktake_web_api_v1_list_zebras")


def test_an_example_fills_in_the_parts_of_its_address() -> None:
    address = Example("?q={place}", {"number": 2}).address(
        "/{area}/plans/{number}", area="eastmere", place="la-001"
    )
    assert address == "/eastmere/plans/2?q=la-001"
