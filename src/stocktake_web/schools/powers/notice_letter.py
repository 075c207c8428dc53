"""A drafted warning notice as a letter, which a person checks, signs and sends."""

from __future__ import annotations

from stocktake_web.formats import day
from stocktake_web.schools.powers.models import PowerState, PowerUse
from stocktake_web.schools.powers.queries import NOTICE, power_rules
from stocktake_web.schools.statements.letter import Letter


def notice_letter(row: PowerUse) -> Letter:
    """The notice as it was drafted; a draft says at its end what is still to be checked."""
    as_of = row.used_on or row.intended_on or row.at.date()
    rules = power_rules(row.area, as_of)
    power = rules.power_of(NOTICE)
    grounds = {ground.id: ground for ground in power.ground}
    ground = grounds.get(row.notice["ground"])
    titles = {item.id: item.full_title for item in rules.power}
    to_check = [rule.text for rule in (*power.content, *power.copied_to) if not rule.verified]
    parts = [
        f"To the governing body of {row.school.name}",
        f"Ground: {ground.text} ({ground.section})" if ground else "",
        f"The matters on which it rests: {row.notice['matters']}",
        "What the governing body is to do:",
        *(f"– {action}" for action in row.notice["required_action"]),
        f"The period ends on {day(row.compliance_ends_on)}.",
        "If it is not complied with, the council is minded to use: "
        + "; ".join(titles.get(item, item) for item in row.notice["powers_minded"]),
        "At the same time: " + "; ".join(rule.text for rule in power.copied_to),
    ]
    if row.state == PowerState.DRAFT:
        # For whoever signs: what was served says nothing of how it was written.
        checks = f" To be checked: {'; '.join(to_check)}." if to_check else ""
        parts.append(f"Not part of the notice: {rules.information}{checks}")
    status = (
        "Draft: nobody has sent it"
        if row.state == PowerState.DRAFT
        else f"Served on {day(row.used_on)}"
    )
    return Letter(
        title="Warning notice",
        place=row.area.name,
        school=row.school.name,
        status=status,
        as_of=as_of,
        paragraphs=tuple(part for part in parts if part),
        foot=f"{row.school.name}. {rules.title}",
    )
