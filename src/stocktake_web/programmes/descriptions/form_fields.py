"""What a form asks of a programme, in groups, with where each part of the description is asked."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import DayField
from stocktake_web.programmes.descriptions.form_values import ABSENT, NOT_STATED
from stocktake_web.programmes.descriptions.wording import PARTICIPANTS, PHASES, SCHOOLS

EMPTY = "Leave empty where it is not stated; write none where there is none."
ONE_A_LINE = "One a line."
LONGEST = 4000


def text_field(label: str, hint: str = "", *, is_required: bool = False, most: int = 200) -> Any:
    """One line."""
    return forms.CharField(label=label, help_text=hint, required=is_required, max_length=most)


def area_field(label: str, hint: str = "", *, is_required: bool = False, rows: int = 3) -> Any:
    """Several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=is_required, widget=widget, max_length=LONGEST
    )


def checkboxes(label: str, choices: Any, hint: str = "", *, is_required: bool = False) -> Any:
    """Several of some."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=is_required,
        widget=forms.CheckboxSelectMultiple,
    )


class ProgrammeFields(forms.Form):
    """Every part of a description that people state; bids and gates have pages of their own."""

    title = text_field("What is it called?", is_required=True)
    other_names = area_field("What else is it called?", ONE_A_LINE, rows=2)
    text = area_field("What does it do?", is_required=True, rows=4)
    funder = area_field("Who pays?", f"{ONE_A_LINE} {EMPTY}", rows=2)
    provider = area_field("Who provides it?", f"{ONE_A_LINE} {EMPTY}", rows=2)
    partners = area_field("Who else takes part?", ONE_A_LINE, rows=2)
    adds_organisations = forms.BooleanField(
        label="Add organisations that are not known here yet", required=False
    )
    themes = checkboxes("What is it about?", (), is_required=True)
    participants = checkboxes("Who takes part?", PARTICIPANTS.items(), is_required=True)
    phases = checkboxes(
        "In which phases?",
        [*PHASES.items(), (ABSENT, "None: it works outside schools and settings")],
        "Tick nothing where it is not stated.",
    )
    ages = text_field("Which ages?", f"Such as 5 to 11. {EMPTY}")
    groups = area_field("Which groups?", f"{ONE_A_LINE} Write all for everybody. {EMPTY}", rows=2)
    wards = area_field("Which wards?", f"{ONE_A_LINE} Write all for every ward. {EMPTY}", rows=2)
    schools = forms.ChoiceField(
        label="Which schools?",
        choices=[
            *SCHOOLS.items(),
            (ABSENT, "None: it works outside schools"),
            (NOT_STATED, "Not stated"),
        ],
        widget=forms.RadioSelect,
    )
    school_urns = area_field("The schools by name or number", f"{ONE_A_LINE} Where they are named.")
    capacity_people = text_field("People it can take in a year", EMPTY)
    capacity_schools = text_field("Schools it can take in a year", EMPTY)
    hours = text_field("Hours for each participant", EMPTY)
    asks_nothing = forms.BooleanField(label="It asks nothing of a school", required=False)
    asks_visits_count = text_field("Visits to a school in a term")
    asks_data_requests_count = text_field("Data requests to a school in a term")
    asks_days_out_count = text_field("Days out of class in a term")
    asks_minutes = text_field("Minutes of the school’s staff in a term", EMPTY)
    dose_unit = text_field("Sessions are counted in", "Such as lessons. Empty: not stated.")
    dose_sessions_offered = text_field("Sessions offered")
    dose_started_at = text_field("Started from session")
    dose_completed_at = text_field("Completed from session")
    cost = area_field("Cost by school year", f"{ONE_A_LINE} Such as 2026/27: 40000. {EMPTY}")
    starts = DayField(label="First day", help_text="Empty: not stated.", required=False)
    ends = DayField(label="Last day", help_text="Empty: not stated.", required=False)
    has_no_end = forms.BooleanField(label="It has no last day", required=False)
    dates_text = text_field("What else is said of its dates")
    exit_plan = area_field("Exit plan", EMPTY, rows=2)
    successor = text_field(
        "Who takes over when it ends?",
        f"A programme or organisation, or not needed. {EMPTY}",
    )
    relied_upon_for = text_field(
        "What the plan deliberately leaves to it", "Only where it is another’s and relied upon."
    )
    coordinated_with = area_field(
        "With which programmes does it work as one?", f"{ONE_A_LINE} So that overlap is intended."
    )
    data_returned = area_field("Which data does it return?", f"{ONE_A_LINE} {EMPTY}", rows=2)
    evidence_none = forms.BooleanField(label="There is no evidence of its kind", required=False)
    evidence_strand = text_field("Kind of work, as the source calls it", "Empty: not stated.")
    evidence_months = text_field("Months of additional progress", EMPTY)
    evidence_security = text_field("Security of the evidence, 0 to 5", EMPTY)
    evidence_cost_band = text_field("Cost band, 1 to 5", EMPTY)
    evidence_as_of = DayField(label="Read in the source on", required=False)
    evidence_source_title = text_field("Source")
    evidence_source_link = text_field("Address of the source", most=400)
    evidence_source_year = forms.IntegerField(
        label="Year of the source", required=False, min_value=1900, max_value=2199
    )
    measure_how_much = area_field("How much is done?", f"{ONE_A_LINE} {EMPTY}", rows=2)
    measure_how_well = area_field("How well is it done?", ONE_A_LINE, rows=2)
    measure_better_off = area_field("Is anyone better off?", ONE_A_LINE, rows=2)


FIELDS_BY_KEY: dict[str, str] = {
    "audience.participants": "participants",
    "audience.phases": "phases",
    "audience.ages": "ages",
    "audience.groups": "groups",
    "audience.wards": "wards",
    "audience.schools": "schools",
    "audience.school_urns": "school_urns",
    "capacity": "capacity_people",
    "school_asks": "asks_minutes",
    "dose": "dose_unit",
    "evidence.as_of": "evidence_as_of",
    "evidence.source": "evidence_source_title",
    "evidence.security": "evidence_security",
    "evidence.months": "evidence_months",
    "evidence.cost_band": "evidence_cost_band",
    "evidence": "evidence_strand",
    "measure": "measure_how_much",
}
"""At which field a fault of a key stands, where the field has another name."""

GROUPS: tuple[tuple[str, str, str], ...] = (
    ("The programme", "title", "adds_organisations"),
    ("What it does, and for whom", "themes", "school_urns"),
    ("How much of it there is, and what it asks", "capacity_people", "dose_completed_at"),
    ("Cost and dates", "cost", "coordinated_with"),
    ("Data and evidence", "data_returned", "evidence_source_year"),
    ("Measures", "measure_how_much", "measure_better_off"),
)
"""Headings of the form, each with its first and last field."""
