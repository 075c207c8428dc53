"""The draft by its sections: one form for whatever the plan holds."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest

from stocktake.plan import (
    SECTION_PATHS,
    SectionItem,
    add_item,
    change_item,
    parent_section,
    remove_item,
    section_items,
    section_repeats,
)
from stocktake.standards import PlanError
from stocktake_web.accounts.permissions import account_of
from stocktake_web.forms import VersionedForm
from stocktake_web.plans.drafts import sections
from stocktake_web.plans.drafts.actions import change_draft
from stocktake_web.plans.drafts.models import PlanDraft
from stocktake_web.plans.drafts.queries import draft
from stocktake_web.plans.drafts.section_form import SectionForm
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.services.judgements import plan_of


class SectionView(AreaPageView):
    """Everything that a section of the draft holds."""

    permission = "plans.edit"
    find = staticmethod(draft)
    template_name = "plans/drafts/section.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The section with its items."""
        kind = self.kwargs["kind"]
        if kind not in sections.top_sections():
            raise Http404
        section = sections.group_items(self.record, kind)
        return super().get_context_data(**kwargs) | {"section": section}


class _SectionChangeView(AreaActionView):
    """Changes the text of the draft by one item, and goes back to the section."""

    permission = "plans.edit"
    find = staticmethod(draft)
    form_class: type[VersionedForm] = SectionForm
    success_message = "The draft was changed."
    kind: str
    section: sections.Section
    path: str
    """Where the item stands in the plan's text, as its faults name it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the section."""
        super().setup(request, *args, **kwargs)
        self.kind = self.kwargs["kind"]
        section = sections.find_section(self.kind)
        if section is None:
            raise Http404
        self.section = section

    def new_text(self, form: Any) -> str:
        """The text of the draft with the change."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the form of a section needs."""
        kwargs = super().get_form_kwargs()
        if issubclass(self.form_class, SectionForm):
            kwargs |= {"area": self.area, "draft": self.record, "kind": self.kind}
        return kwargs

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"version": self.record.version}

    def get_success_url(self) -> str:
        """The page of the section that the item is on; a part's is the page of the draft."""
        kind = self.kind
        while parent := parent_section(kind):
            kind = parent
        if section_repeats(kind):
            return self.reverse_area("plans:section", kind=kind)
        return self.reverse_area("plans:draft")

    def perform(self, form: Any) -> None:
        """Change the draft; a fault stands at its field, where the form has it."""
        name = self.section.one
        try:
            change_draft(
                area=self.area,
                actor=account_of(self.request),
                draft=self.record,
                plan_toml=self.new_text(form),
                expected_version=form.cleaned_data["version"],
                part=f"{name}: {self.path}" if self.path else name,
            )
        except PlanError as error:
            raise _item_error(error, self.path, form) from None


class ItemEditView(_SectionChangeView):
    """Edit one item of the draft."""

    template_name = "plans/drafts/edit_item.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the item."""
        super().setup(request, *args, **kwargs)
        self.item = _find_item(self.record, self.kind, self.kwargs["item"])
        self.path = self.item.path

    def get_initial(self) -> dict[str, Any]:
        """The item as it is."""
        return self.item.values | super().get_initial()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it may be removed."""
        can_remove = section_repeats(self.kind)
        return super().get_context_data(**kwargs) | {"can_remove": can_remove}

    def new_text(self, form: Any) -> str:
        """With other values."""
        return change_item(plan_of(self.record), self.kind, self.item.key, form.values())


class ItemAddView(_SectionChangeView):
    """Add an item to a section of the draft."""

    template_name = "plans/drafts/add_item.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find what the item will be part of."""
        super().setup(request, *args, **kwargs)
        self.parent_key = self.kwargs.get("parent", "")
        parent_kind = parent_section(self.kind)
        if not section_repeats(self.kind) or bool(parent_kind) != bool(self.parent_key):
            raise Http404
        name = SECTION_PATHS[self.kind][-1]
        if parent_kind:
            parent = _find_item(self.record, parent_kind, self.parent_key)
            self.parent_title = sections.title_of(parent.values)
            self.path = f"{parent.path}.{name}[{len(parent.values.get(name) or ())}]"
        else:
            self.parent_title = ""
            self.path = f"{name}[{len(section_items(plan_of(self.record), self.kind))}]"

    def new_text(self, form: Any) -> str:
        """With the item."""
        return add_item(plan_of(self.record), self.kind, self.parent_key, form.values())


class ItemRemoveView(_SectionChangeView):
    """Take an item out of the draft."""

    form_class = VersionedForm
    template_name = "plans/drafts/remove_item.html"
    warns = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the item."""
        super().setup(request, *args, **kwargs)
        self.item = _find_item(self.record, self.kind, self.kwargs["item"])
        self.path = self.item.path
        if not section_repeats(self.kind):
            raise Http404

    @property
    def back_url(self) -> str:
        """The item."""
        return self.reverse_area("plans:edit", kind=self.kind, item=self.item.key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it is called."""
        title = sections.title_of(self.item.values)
        return super().get_context_data(**kwargs) | {"title": title}

    def new_text(self, form: Any) -> str:
        """Without the item."""
        return remove_item(plan_of(self.record), self.kind, self.item.key)


def _find_item(draft: PlanDraft, kind: str, key: str) -> SectionItem:
    for item in section_items(plan_of(draft), kind):
        if item.key == key:
            return item
    raise Http404


def _item_error(error: PlanError, path: str, form: Any) -> ValidationError:
    messages: dict[str, list[str]] = {}
    for fault in error.faults:
        expected = f"expected {fault.expected}" if fault.expected else ""
        text = "; ".join(part for part in (fault.problem, expected, fault.fix) if part)
        name = fault.location.partition(": ")[2].removeprefix(f"{path}.")
        if name in form.fields:
            messages.setdefault(name, []).append(text)
        else:
            messages.setdefault(NON_FIELD_ERRORS, []).append(f"{fault.location}: {text}")
    return ValidationError(messages)
