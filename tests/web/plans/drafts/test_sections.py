"""The draft by form: every section of the plan's schema, and what goes out comes back the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from stocktake.plan import (
    SECTION_PATHS,
    add_item,
    change_item,
    parse_plan,
    remove_item,
    section_fields,
    section_items,
    section_repeats,
    write_plan,
)
from stocktake.standards import PlanError
from stocktake_web.accounts.models import Area
from stocktake_web.plans.drafts.section_form import SectionForm
from stocktake_web.plans.drafts.sections import sections, top_sections
from stocktake_web.plans.models import PlanDraft, PlanRevision
from stocktake_web.plans.revisions.queries import current_revision
from stocktake_web.services import (
    PlanText,
    example_plan_text,
    invented_plan_text,
    plan_of,
)

pytestmark = pytest.mark.django_db
DRAFT = "/example-borough/dashboard/plan/revisions/draft"
PLANS = {"blackpool": example_plan_text("blackpool"), "invented": invented_plan_text()}
# For each section: what holds a new item in the test's plan, what is filled in, what is changed.
ITEMS: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "strength": ("", {"words": "A strong college."}, {"words": "Two strong colleges."}),
    "under-way": ("", {"words": "Coaches are hired."}, {"words": "Coaches have begun."}),
    "priority": ("", {"title": "Work", "why": "Few find any."}, {"lead": "Head of skills"}),
    "position": ("attend", {"words": "One in three is absent."}, {"words": "One in four is."}),
    "action": ("learn", {"words": "Train leaders."}, {"partners": "Example Trust\nExample Hub"}),
    "activity": ("learn", {"words": "Ten leaders trained."}, {"owner": "Head of learning"}),
    "measure": (
        "team",
        {"words": "Absence falls", "indicator": "local:visits-made"},
        {"level": "12.5"},
    ),
    "strand": ("", {"title": "Hear children"}, {"why": "They know."}),
    "strand-action": ("hear-children", {"words": "Ask a panel."}, {"owner": "Participation lead"}),
    "target": (
        "",
        {
            "title": "Visits made",
            "kind": "cumulative_count",
            "indicator": "local:visits-made",
            "group": "all",
            "level": "400",
            "due": "202627",
        },
        {"level": "500", "words": "Five hundred visits."},
    ),
    "leading": (
        "reading-score",
        {"indicator": "local:visits-made", "words": "Visits", "group": "all"},
        {"words": "Visits so far"},
    ),
    "watch": (
        "absence",
        {"indicator": "local:visits-made", "worse_if": "rises", "words": "x", "group": "all"},
        {"worse_if": "falls"},
    ),
    "point": ("absence", {"period": "202324", "level": "25"}, {"level": "24.5"}),
    "local-indicator": (
        "",
        {
            "words": "Panels held",
            "unit": "count",
            "better": "higher",
            "returned_by": "Clerk",
            "how_often": "termly",
        },
        {"cumulative": "on", "members": "12"},
    ),
    "body": ("", {"name": "Pupils' panel"}, {"members": "Pupil\nGovernor", "meets": "monthly"}),
    "partner": ("", {"name": "Example Trust"}, {"brings": "Coaches."}),
    "risk": ("", {"words": "No coach applies."}, {"response": "Advertise again."}),
    "claim": (
        "",
        {"words": "Lowest of all.", "kind": "unchecked", "group": "all", "tolerance": "0"},
        {"why_unchecked": "No figure is published."},
    ),
    "comparator-set": ("", {"title": "Coast", "places": "la-890\nla-889"}, {"title": "The coast"}),
}
PARTS = {
    "plan": {"vision": "Every child does well."},
    "period": {"last": "202728"},
    "place": {"neighbours_vintage": "2024"},
    "source": {"title": "The plan", "publisher": "Example Borough"},
    "delivery": {"aspiration": "High.", "leads": "Named for each priority."},
}


def posted(form: SectionForm) -> QueryDict:
    """What a browser sends of a form that was only opened."""
    data = QueryDict(mutable=True)
    for bound_field in form:
        value = bound_field.value()
        if bound_field.name == "version":
            data["version"] = "1"
        elif hasattr(value, "year"):
            for part in ("day", "month", "year"):
                data[f"{bound_field.name}_{part}"] = str(getattr(value, part))
        elif value is True:
            data[bound_field.name] = "on"
        elif value is not None and value is not False:
            widget_value = bound_field.field.widget.format_value(
                bound_field.field.prepare_value(value)
            )
            text = widget_value[0] if isinstance(widget_value, list) else widget_value
            data[bound_field.name] = str("" if text is None else text).replace("\n", "\r\n")
    return data


def test_every_key_that_is_asked_for_is_a_key_of_the_schema() -> None:
    assert set(sections().section) == set(SECTION_PATHS)
    for kind, section in sections().section.items():
        fields_by_name = section_fields(kind)
        assert set(section.fields) - set(fields_by_name) == set(), kind
        required_names = {name for name, field in fields_by_name.items() if field.is_required}
        assert required_names - set(section.fields) == set(), kind
    form_names = {name for section in sections().section.values() for name in section.fields}
    mentioned_names = {*sections().long, *sections().hints, *sections().refers}
    assert mentioned_names - form_names == set()
    assert "version" not in form_names, "that name is the draft's own version in every form"


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("kind", SECTION_PATHS)
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(
    area: Area, name: str, kind: str
) -> None:
    plan_text = PLANS[name]
    items = section_items(plan_of(plan_text), kind)
    for item in items[:: max(len(items) // 6, 1)]:
        opened_form = SectionForm(area, plan_text, kind, initial=item.values)
        sent_form = SectionForm(area, plan_text, kind, posted(opened_form), initial=item.values)
        if kind == "source" and not item.values:
            continue
        assert sent_form.is_valid(), (item.path, sent_form.errors)
        assert sent_form.values() == {}, item.path
        text = change_item(plan_of(plan_text), kind, item.key, sent_form.values())
        assert parse_plan(text) == plan_of(plan_text)


@pytest.fixture
def client(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> Callable[..., Any]:
    """Posts to the draft as the delivery lead; checks that the draft reads back the same."""
    lead = client_for("delivery_lead")
    lead.post(f"{DRAFT}/start/")

    def send(path: str, **values: str) -> Any:
        page = lead.get(f"{DRAFT}/{path}/")
        assert page.status_code == 200, path
        answer = lead.post(f"{DRAFT}/{path}/", {"version": draft().version, **values})
        plan_text = draft()
        assert parse_plan(write_plan(plan_of(plan_text))) == plan_of(plan_text)
        return answer

    return send


def draft() -> PlanDraft:
    return PlanDraft.objects.get()


@pytest.mark.slow
def test_every_section_can_be_added_to_changed_and_taken_from(client: Callable[..., Any]) -> None:
    assert set(ITEMS) | set(PARTS) == set(sections().section)
    plan_before = plan_of(draft())
    keys = []
    for kind, (parent, new, changes) in ITEMS.items():
        before = section_items(plan_of(draft()), kind)
        path = f"add/{kind}/{parent}" if parent else f"add/{kind}"
        answer = client(path, **new)
        assert answer.status_code == 302, (kind, answer.content.decode())
        after = section_items(plan_of(draft()), kind)
        (item,) = [
            candidate for candidate in after if candidate.key not in {one.key for one in before}
        ]
        assert item.parent == parent
        keys.append((kind, item.key))

        answer = client(f"{kind}/{item.key}", **new | changes)
        assert answer.status_code == 302, (kind, answer.content.decode())
        item = next(e for e in section_items(plan_of(draft()), kind) if e.key == item.key)
        for name, new_value in changes.items():
            value = item.values[name]
            text = "\n".join(value) if isinstance(value, list) else str(value)
            assert text in (new_value, f"{new_value}.0", "True"), (kind, name)
    for kind, key in reversed(keys):
        assert client(f"remove/{kind}/{key}").status_code == 302, kind
    left = plan_of(draft()).model_dump()
    for target in left["target"]:
        # Its milestone is gone; that there may be some stays.
        target["trajectory"] = None
    assert left == plan_before.model_dump()


@pytest.mark.slow
def test_the_parts_of_every_plan_can_be_changed(client: Callable[..., Any]) -> None:
    for kind, changes in PARTS.items():
        (item,) = section_items(plan_of(draft()), kind)
        whole = {name: str(item.values.get(name) or "") for name in sections().section[kind].fields}
        assert client(f"{kind}/{kind}", **whole | changes).status_code == 302, kind
        (item,) = section_items(plan_of(draft()), kind)
        assert {name: str(item.values[name]) for name in changes} == changes
    plan = plan_of(draft())
    assert plan.source is not None
    assert (plan.period.last, plan.delivery.aspiration) == ("202728", "High.")


def test_a_fault_stands_at_its_field(client: Callable[..., Any]) -> None:
    page = client("target/absence", title="x", kind="relation", due="2026/27").content.decode()
    assert "There is a problem" in page
    assert 'href="#id_due"' in page
    page = client("add/target", title="y", kind="level", group="all").content.decode()
    assert 'href="#id_comparison"' in page
    assert 'href="#id_level"' in page
    assert plan_of(draft()).target[0].due == "202425"


def test_a_plan_keeps_a_priority(client: Callable[..., Any]) -> None:
    assert client("remove/priority/attend").status_code == 302
    page = client("remove/priority/learn").content.decode()
    assert "There is a problem" in page
    assert [priority.id for priority in plan_of(draft()).priority] == ["learn"]


def test_two_things_of_one_name_get_two_ids(client: Callable[..., Any]) -> None:
    for _ in range(3):
        client("add/partner", name="Example Trust & Hub")
    ids = [partner.id for partner in plan_of(draft()).partner]
    assert ids == ["example-trust-hub", "example-trust-hub-2", "example-trust-hub-3"]


@pytest.mark.parametrize(
    "path",
    ["nothing", "activity", "activity/none", "nothing/x", "add/plan", "add/activity",
     "add/partner/attend", "add/activity/none", "remove/plan/plan", "remove/body/none"],
)  # fmt: skip
def test_what_the_draft_does_not_have_is_not_found(
    path: str, revision: PlanRevision, client_for: Callable[[str], Client]
) -> None:
    lead = client_for("delivery_lead")
    lead.post(f"{DRAFT}/start/")
    assert lead.get(f"{DRAFT}/{path}/").status_code == 404


def test_a_draft_that_names_what_does_not_exist_is_not_revised(
    area: Area, client: Callable[..., Any], client_for: Callable[[str], Client]
) -> None:
    """It would come into force and no page could judge it."""
    answer = client("target/absence", **target_form("absence", comparator="the-moon"))
    assert answer.status_code == 302
    lead = client_for("delivery_lead")
    form = {"reason": "Higher.", "version": draft().version}
    page = lead.post(f"{DRAFT}/revise/", form).content.decode()
    assert "unknown comparator &#39;the-moon&#39;" in page
    assert current_revision(area).number == 1
    assert lead.get("/example-borough/dashboard/plan/").status_code == 200


def test_a_promise_that_cannot_be_meant_is_not_kept(client: Callable[..., Any]) -> None:
    page = client("target/reading-score", **target_form("reading-score", among="the-moon"))
    assert page.status_code == 200
    assert "nobody can be ranked among &#39;the-moon&#39;" in page.content.decode()


def target_form(target: str, **changes: str) -> dict[str, str]:
    """A target of the draft as its form has it, with some changes."""
    item = next(e for e in section_items(plan_of(draft()), "target") if e.key == target)
    names = sections().section["target"].fields
    return {name: str(item.values.get(name) or "") for name in names} | changes


def test_the_second_of_two_people_is_told(
    client: Callable[..., Any], client_for: Callable[[str], Client]
) -> None:
    stale = draft().version
    client("add/partner", name="Example Trust")
    form = {"name": "Other Trust", "version": stale}
    answer = client_for("analyst").post(f"{DRAFT}/add/partner/", form)
    assert answer.status_code == 409
    assert [partner.name for partner in plan_of(draft()).partner] == ["Example Trust"]


@pytest.mark.slow
def test_the_draft_leads_to_every_section(
    client: Callable[..., Any], client_for: Callable[[str], Client]
) -> None:
    lead = client_for("delivery_lead")
    page = lead.get(f"{DRAFT}/").content.decode()
    for kind in top_sections():
        part = not section_repeats(kind)
        address = f"{DRAFT}/{kind}/{kind}/" if part else f"{DRAFT}/{kind}/"
        assert f'href="{address}"' in page
        assert lead.get(address).status_code == 200
    assert "202425, 202627" in page
    assert "0 of 10 filled in" in page
    priority_page = lead.get(f"{DRAFT}/priority/").content.decode()
    for path in ("activity/team", "measure/team-1", "add/measure/visits", "add/action/learn"):
        assert f'href="{DRAFT}/{path}/"' in priority_page
    assert "Nothing yet." in page
    client("add/partner", name="Example Trust")
    assert "The two versions promise the same." in lead.get(f"{DRAFT}/").content.decode()


def test_an_item_that_is_not_there_is_said_so(revision: PlanRevision) -> None:
    plan_text = PlanText(revision.plan_toml, revision.figures_csv)
    with pytest.raises(LookupError, match="the plan has no body 'none'"):
        change_item(plan_of(plan_text), "body", "none", {})
    with pytest.raises(LookupError, match="a part of every plan"):
        remove_item(plan_of(plan_text), "period", "period")
    with pytest.raises(PlanError, match="fault"):
        add_item(plan_of(plan_text), "partner", "", {"name": ""})
