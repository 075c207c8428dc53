"""Where a planted word can be read: every address that the boards have, and what comes from it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.text import slugify
from pypdf import PdfReader

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.access import ANYONE
from stocktake_web.accounts.permissions.matrix import routes
from stocktake_web.audit.models import Event
from stocktake_web.boards.models import (
    Action,
    AgendaItem,
    Body,
    Decision,
    Interest,
    Meeting,
    Paper,
    Proposal,
    Seat,
)
from stocktake_web.plans.models import Comment, OpenDecision

OPENNESSES = ("open", "restricted", "exempt")
WORD = {openness: f"zzmark{openness}zz" for openness in OPENNESSES}


def addresses(area: Area) -> Iterator[tuple[str, str]]:
    """Every address that can be read, with every number that the boards have; its permission."""
    parts: dict[str, list[Any]] = {"area": [area.slug]}
    for name, model in (
        ("meeting", Meeting), ("item", AgendaItem), ("paper", Paper), ("action", Action),
        ("decision", Decision), ("proposal", Proposal), ("seat", Seat), ("interest", Interest),
        ("comment", Comment), ("opened", OpenDecision),
    ):  # fmt: skip
        parts[name] = list(model._default_manager.values_list("pk", flat=True))
    parts["pk"] = sorted({*parts["comment"], *parts["opened"]})
    parts["body"] = list(Body.objects.values_list("key", flat=True))
    for type, id in set(Event.objects.values_list("object_type", "object_id")):
        address = reverse("history:thing", kwargs={"area": area.slug, "type": type, "id": id})
        yield address, "history.see"
    for paper in Paper.objects.select_related("item"):
        name = slugify(paper.title)
        parts_of_paper = [area.slug, paper.item.meeting_id, f"{paper.pk}-{name}.pdf"]
        yield reverse("public:paper", args=parts_of_paper), ANYONE
    for route in routes():
        if route.access is None or "GET" not in route.access.methods or not route.name:
            continue
        names = re.findall(r"<(?:\w+:)?(\w+)>", route.address)
        more = [name for name in names if name != "area"]
        if len(more) > 1 or any(name not in parts for name in more):
            continue
        for value in parts[more[0]] if more else [None]:
            kwargs = ({"area": area.slug} if "area" in names else {}) | (
                {more[0]: value} if more else {}
            )
            try:
                yield reverse(route.name, kwargs=kwargs), route.access.methods["GET"]
            except NoReverseMatch:
                continue


def text_in(content: bytes) -> str:
    """The words of an answer; of a document those of its streams and parts too."""
    text = content.decode("utf-8", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            text += "".join(
                package.read(name).decode("utf-8", "replace") for name in package.namelist()
            )
    if content.startswith(b"%PDF") and len(content) > 200:
        text += "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return text


def seen_by(client: Client, wanted_addresses: list[str]) -> dict[str, list[str]]:
    """Where each planted word was read."""
    addresses_by_openness: dict[str, list[str]] = {openness: [] for openness in OPENNESSES}
    for address in wanted_addresses:
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        text = text_in(content)
        for openness, word in WORD.items():
            if word in text:
                addresses_by_openness[openness].append(address)
    return addresses_by_openness
