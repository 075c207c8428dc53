"""What the walk over all permissions opens in this app."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.explanations.models import ExplanationRequest
from stocktake_web.schools.moderation.actions import draw_sample
from stocktake_web.schools.predictions.models import PredictionRequest
from stocktake_web.schools.statements.actions import send_statement, sign_statement

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "schools" / "improvement"))

from academy_rows import worried
from concern_rows import concern, fortnightly, share
from exchange_rows import planned_change
from ledger_rows import ask
from level_rows import level_of, objective_of
from meeting_rows import past_meeting, planned_meeting
from power_rows import considered, drafted, served_notice
from school_rows import HARBOUR, OLD_MILL, PIER, add_schools, agree
from statement_rows import draft, waiting
from support_samples import support_samples
from visit_samples import ConcernSamples, VisitSamples, interest_parts


class StatementSamples:
    """Statements of one school: a draft of each who drafts, one that waits, one that was sent."""

    def __init__(self, school: School, users: dict[str, User]) -> None:
        head = users["head_of_service"]
        self.drafts = {
            role: draft(school, users[role]).pk
            for role in ("head_of_service", "improvement_officer")
        }
        self.left_pk = draft(school, users["provider"]).pk
        self.waiting_pk = waiting(school, users["analyst"]).pk
        row = waiting(school, users["improvement_officer"])
        row = sign_statement(actor=head, by_role="", statement=row, expected_version=row.version)
        self.sent_pk = send_statement(actor=head, statement=row, expected_version=row.version).pk

    def sent_or_own(self, role: str) -> dict[str, int]:
        """One that was sent."""
        return {"pk": self.sent_pk}

    def own_draft(self, role: str) -> dict[str, int]:
        """The draft of a role; of one that drafts nothing, somebody's."""
        return {"pk": self.drafts.get(role, self.sent_pk)}

    def other_draft(self, role: str) -> dict[str, int]:
        """A draft of somebody else."""
        other_role = "improvement_officer" if role == "head_of_service" else "head_of_service"
        return {"pk": self.drafts[other_role]}

    def left(self, role: str) -> dict[str, int]:
        """The draft of somebody who is no officer."""
        return {"pk": self.left_pk}

    def waiting(self, role: str) -> dict[str, int]:
        """One that waits for sign-off."""
        return {"pk": self.waiting_pk}


def question_to(area: Area, school: School, moment: datetime) -> ExplanationRequest:
    """A question about a school's predictions."""
    values = {"question": "Why?", "due": moment.date(), "at": moment}
    return change(ExplanationRequest(area=area, school=school), actor=None, values=values)


def challenge_samples(schools: dict[str, School], users: dict[str, User]) -> dict[str, Any]:
    """A concern that the head was shown, one that waits to be, and an open review."""
    officer, school = users["improvement_officer"], schools[OLD_MILL]
    shared_entry = {"pk": share(concern(school, officer), officer).pk}
    waiting_entry = {"pk": concern(school, officer, event="Two governors left").pk}
    review = {"pk": fortnightly(school, officer).pk}
    past = {"pk": past_meeting(school, officer).pk}
    planned = {"pk": planned_meeting(school, officer).pk}
    notice = {"pk": served_notice(school, users["head_of_service"]).pk}
    urn = {"urn": OLD_MILL}
    return {
        "schools:add-concern": urn,
        "schools:safeguarding-referral": urn,
        "schools:concern-entry": shared_entry,
        "schools:answer-concern": shared_entry,
        "schools:share-concern": waiting_entry,
        "schools:withdraw-concern": waiting_entry,
        "schools:add-service-entry": urn,
        "schools:fortnightly-review": review,
        "schools:decide-fortnightly": review | urn,
        "schools:decide-rest": review,
        "schools:close-fortnightly": review,
        "schools:plan-review-meeting": urn,
        "schools:review-meeting": past,
        "schools:decide-step": past,
        "schools:hold-review-meeting": planned,
        "schools:cancel-review-meeting": planned,
        "schools:school-escalation": urn,
        "schools:record-stage-item": urn | {"kind": "inform", "item": "head"},
        "schools:school-powers": urn,
        "schools:power-facts": urn,
        "schools:consider-power": urn,
        "schools:draft-notice": urn,
        "schools:power": notice,
        "schools:notice-pdf": notice,
        "schools:notice-word": notice,
        "schools:power-served": {"pk": drafted(school, officer).pk},
        "schools:power-outcome": notice,
        "schools:power-checklist": {"pk": considered(school, officer).pk},
    }


def led_academy(area: Area) -> School:
    """The school that every role is about, as an academy: a concern is about no other."""
    school = School.objects.get(area=area, urn=OLD_MILL)
    school.type_group = "academy"
    return school


def samples(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view, of the school that every role is about."""
    schools = add_schools(area)
    setting = set_category(
        actor=users["improvement_officer"],
        by_role="Improvement officer",
        school=schools[OLD_MILL],
        category="B",
        reason="Seen.",
        effective_date=moment.date(),
    )
    sample = draw_sample(area=area, actor=None, size=1)
    agreement = agree(schools[HARBOUR])
    requests = {row.school_urn: row for row in ask(area)}
    urn = {"urn": OLD_MILL}
    request = {"pk": requests[OLD_MILL].pk}
    rows = StatementSamples(schools[OLD_MILL], users)
    return challenge_samples(schools, users) | {
        "schools:record": urn,
        "schools:profile": urn,
        "schools:similar": urn,
        "schools:pack": urn,
        "schools:pack-pdf": urn,
        "schools:pack-workbook": urn,
        "schools:pack-word": urn,
        **{
            f"schools:{name}": urn
            for name in (
                "history",
                "add-planned-change",
                "indications",
                "add-support",
                "exchange",
                "sign-exchange",
                "early-result",
                "return-headline-results",
            )
        },
        "schools:evidence-records": {"kind": "visit"},
        "schools:planned-change": {"pk": planned_change(schools[OLD_MILL]).pk},
        "schools:level": {"pk": level_of(schools[OLD_MILL]).pk},
        "schools:reply-level": {"pk": level_of(schools[OLD_MILL]).pk},
        "schools:add-objective": urn,
        "schools:objective": {"pk": objective_of(schools[OLD_MILL]).pk},
        "schools:add-agreement": urn,
        "schools:agreement": {"pk": agreement.pk},
        "schools:set-category": urn,
        "schools:review-category": {"sample": sample.pk, "setting": setting.pk},
        "schools:predict": request,
        "schools:remind-predictions": request,
        "schools:school-predictions": urn,
        "schools:school-predictions-file": urn,
        "schools:school-predictions-template": urn,
        "schools:ask-explanation": urn,
        "schools:reply-explanation": {"pk": question_to(area, schools[OLD_MILL], moment).pk},
        "schools:draft-statement": urn,
        "schools:take-over-statement": rows.left,
        **VisitSamples(schools[OLD_MILL], users).parts(OLD_MILL),
        **ConcernSamples(led_academy(area), users).parts(HARBOUR),
        **interest_parts(users, area),
        **support_samples(schools[OLD_MILL], users["councillor"]),
        **{
            f"schools:{name}": rows.sent_or_own
            for name in ("statement", "statement-pdf", "statement-word", "reply-statement")
        },
        **{
            f"schools:{name}": rows.own_draft
            for name in ("statement-letter", "submit-statement", "discard-statement")
        },
        **{
            f"schools:{name}": rows.waiting
            for name in ("sign-statement", "send-back-statement", "send-statement")
        },
    }


def samples_of_others(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The same of a school that no role is about."""
    school = School.objects.get(area=area, urn=HARBOUR)
    own_school = School.objects.get(area=area, urn=OLD_MILL)
    request = PredictionRequest.objects.get(school=school)
    urn = {"urn": HARBOUR}
    agreement = agree(school)
    shared_entry = {"pk": share(concern(school, None), None).pk}
    agreement.ends_on = agreement.starts_on
    agreement.save()
    considered_power = {"pk": considered(own_school, users["head_of_service"]).pk}
    concern_draft = {"pk": worried(school, users["analyst"]).pk}
    return {
        "schools:concern-entry": shared_entry,
        "schools:answer-concern": shared_entry,
        "schools:review-meeting": {"pk": past_meeting(school).pk},
        "schools:school-escalation": {"urn": HARBOUR},
        "schools:power": considered_power,
        "schools:notice-pdf": {"pk": drafted(own_school, None).pk},
        "schools:notice-word": {"pk": drafted(own_school, None).pk},
        "schools:record": urn,
        "schools:profile": urn,
        "schools:similar": urn,
        "schools:pack": urn,
        "schools:pack-pdf": urn,
        "schools:pack-workbook": urn,
        "schools:pack-word": urn,
        **{
            f"schools:{name}": urn
            for name in (
                "history",
                "indications",
                "exchange",
                "sign-exchange",
                "early-result",
                "return-headline-results",
            )
        },
        "schools:reply-level": {"pk": level_of(school).pk},
        "schools:predict": {"pk": request.pk},
        "schools:school-predictions": urn,
        "schools:school-predictions-file": urn,
        "schools:school-predictions-template": urn,
        **{
            f"schools:{name}": StatementSamples(own_school, users).other_draft
            for name in (
                "statement",
                "statement-pdf",
                "statement-word",
                "reply-statement",
                "statement-letter",
                "submit-statement",
                "discard-statement",
            )
        },
        "schools:reply-explanation": {"pk": question_to(area, school, moment).pk},
        **VisitSamples(school, users).parts(HARBOUR, is_other=True),
        **ConcernSamples(School.objects.get(area=area, urn=PIER), users).parts(PIER),
        "schools:change-concern": concern_draft,
        "schools:send-concern": concern_draft,
        **interest_parts(users, area, is_other=True),
        **support_samples(school, users["councillor"]),
    }
