"""The form in which old notes of visits are brought in."""

from __future__ import annotations

import io

from stocktake.sources.form_workbook import FormText, write_form_workbook
from stocktake.sources.local_template import FormLayout, TemplateColumn

KINDS = ("visit", "progress", "remote")
RESULTS = ("open", "done", "not_done")
TEXT_COLUMNS = {
    "purpose": 1000,
    "evidence": 4000,
    "judgement": 4000,
    "higher_attaining": 2000,
    "disadvantaged": 2000,
    "absence_reason": 1000,
}
"""Texts of a record, and how long each may be."""
ACTION_COLUMNS = {
    "action": 1000,
    "action_owner": 120,
    "action_due": 10,
    "action_success_measure": 1000,
    "action_result": 10,
    "action_result_text": 2000,
}
"""What is written of an action, and how long each may be."""
LONGEST = TEXT_COLUMNS | ACTION_COLUMNS | {"officers": 300, "adviser_email": 254}

COLUMNS: tuple[TemplateColumn, ...] = (
    TemplateColumn("school_urn", "The six-digit number of the school.", is_needed=True),
    TemplateColumn("visited_on", "The day: 2018-03-31 or 31/03/2018.", is_needed=True),
    TemplateColumn("kind", "visit (at the school), progress (with head and governors) or remote."),
    TemplateColumn("officers", "Who took part for the council, as roles.", is_needed=True),
    TemplateColumn("adviser_email", "Of the account of who led it, if there is one."),
    TemplateColumn("purpose", "What it was for.", is_needed=True),
    TemplateColumn("evidence", "What was seen."),
    TemplateColumn("judgement", "What was judged. Name no pupil."),
    TemplateColumn("higher_attaining", "The position of higher-attaining pupils."),
    TemplateColumn("disadvantaged", "The position of disadvantaged pupils."),
    TemplateColumn("governors_invited", "How many governors were invited."),
    TemplateColumn("governors_present", "How many of them came."),
    TemplateColumn("absence_reason", "Why governors were absent."),
    TemplateColumn(
        "action",
        "What was agreed. A further action of the same visit is a row of its own, with school, day "
        "and kind and otherwise these columns alone.",
    ),
    TemplateColumn("action_owner", "Who does it, as a role."),
    TemplateColumn("action_due", "By which day."),
    TemplateColumn("action_success_measure", "What will show that it worked."),
    TemplateColumn("action_result", "open, done or not_done; blank means open."),
    TemplateColumn("action_result_text", "What changed, or why it was not done."),
)
"""The columns of the form, in order."""

VISIT_NOTES_FORM = FormLayout(
    name="sheet of old notes",
    sheet="Visits",
    columns=COLUMNS,
    text_columns=("school_urn",),
    date_columns=("visited_on", "action_due"),
)


def visit_notes_template() -> bytes:
    """The form as a workbook."""
    workbook = io.BytesIO()
    text = FormText(
        title="Old notes of visits",
        instruction=f"Fill in the sheet {VISIT_NOTES_FORM.sheet!r}: one row for each visit.",
        choices={"kind": list(KINDS), "action_result": list(RESULTS)},
    )
    write_form_workbook(workbook, VISIT_NOTES_FORM, text)
    return workbook.getvalue()
