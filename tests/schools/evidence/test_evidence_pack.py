"""The evidence for each recommendation and criticism of the letter, what is missing first."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from stocktake.schools.evidence import (
    EvidencePack,
    PointEvidence,
    RecordSummary,
    evidence_pack,
    load_evidence_scheme,
)
from stocktake.standards import DefinitionError, UsageError

SCHEME = load_evidence_scheme()
ON = date(2026, 12, 1)


def point_of(pack: EvidencePack, identity: str) -> PointEvidence:
    return next(row for area in pack.areas for row in area.points if row.point.id == identity)


def test_the_letter_has_four_areas_and_eight_recommendations() -> None:
    assert len(SCHEME.area) == 4
    kinds = Counter(point.kind for point in SCHEME.point)
    assert kinds["recommendation"] == 8
    assert kinds["criticism"] == 33
    assert {point.area for point in SCHEME.point} == {area.id for area in SCHEME.area}


def test_without_records_everything_is_missing_and_nothing_is_counted_down() -> None:
    pack = evidence_pack(SCHEME, {}, ON)
    assert pack.missing == SCHEME.record_kind
    assert (pack.fresh_count, pack.point_count) == (0, 41)
    assert pack.days_to_visit is None


def test_every_kind_fresh_answers_every_point() -> None:
    records = {kind.id: RecordSummary(1, ON) for kind in SCHEME.record_kind}
    pack = evidence_pack(SCHEME, records, ON)
    assert pack.missing == ()
    assert pack.fresh_count == pack.point_count


def test_a_point_is_as_strong_as_its_weakest_record_which_comes_first() -> None:
    records = {
        "review_meeting": RecordSummary(4, date(2026, 11, 3)),
        "governor_attendance": RecordSummary(4, date(2026, 7, 1)),
    }
    row = point_of(evidence_pack(SCHEME, records, ON), "governors")
    assert row.status == "missing"
    assert [(item.record_kind.id, item.status) for item in row.items] == [
        ("checked_action", "missing"),
        ("governor_attendance", "old"),
        ("review_meeting", "fresh"),
    ]


@pytest.mark.parametrize(
    ("latest", "status"), [(date(2026, 8, 3), "fresh"), (date(2026, 8, 2), "old")]
)
def test_a_visit_is_fresh_for_120_days(latest: date, status: str) -> None:
    records = {"visit": RecordSummary(9, latest), "checked_action": RecordSummary(9, ON)}
    assert (
        point_of(evidence_pack(SCHEME, records, ON), "undocumented-conversations").status == status
    )


def test_points_without_evidence_come_first_in_their_area() -> None:
    records = {"academy_concern": RecordSummary(1, ON)}
    leadership = evidence_pack(SCHEME, records, ON).areas[0]
    assert leadership.points[-1].point.id == "academies"
    assert leadership.points[0].status == "missing"


def test_a_countdown_only_to_a_visit_that_was_announced_and_is_to_come() -> None:
    assert evidence_pack(SCHEME, {}, ON, visit_date=date(2026, 12, 15)).days_to_visit == 14
    assert evidence_pack(SCHEME, {}, ON, visit_date=ON).days_to_visit == 0
    assert evidence_pack(SCHEME, {}, ON, visit_date=date(2026, 11, 30)).days_to_visit is None


def test_zero_records_with_an_old_date_are_missing() -> None:
    pack = evidence_pack(SCHEME, {"visit": RecordSummary(0, date(2020, 1, 1))}, ON)
    assert "visit" in [kind.id for kind in pack.missing]


def test_wrong_records_are_refused_together() -> None:
    records = {
        "visits": RecordSummary(1, ON),
        "visit": RecordSummary(-1, None),
        "good_practice": RecordSummary(2, None),
        "service_view": RecordSummary(2, date(2026, 12, 2)),
    }
    with pytest.raises(UsageError) as error:
        evidence_pack(SCHEME, records, ON)
    assert str(error.value).splitlines()[1:] == [
        "  visits: is no kind of record of this scheme; did you mean 'visit'?",
        "  visit: has a count of -1; expected 0 or more",
        "  good_practice: has records and no date of the latest; expected a date",
        "  service_view: its latest record is of 2026-12-02; expected 2026-12-01 or earlier",
    ]


def test_a_file_with_an_unknown_kind_and_an_unneeded_one_is_refused(tmp_path: Path) -> None:
    text = """title = "Own"
starts = 2026-12-01
[source]
title = "Own"
[[area]]
id = "one"
title = "One"
[[record_kind]]
id = "visit"
title = "Visit"
fresh_within_days = 100
[[point]]
id = "a"
kind = "criticism"
area = "two"
text = "Text"
evidence = ["vist"]
"""
    (tmp_path / "evidence_pack").mkdir()
    (tmp_path / "evidence_pack/letter-2013.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        load_evidence_scheme(tmp_path)
    assert [str(fault).split("letter-2013.toml: ")[1] for fault in error.value.faults] == [
        "line 15: point[0].area: there is no area 'two'; expected one",
        "line 17: point[0].evidence: there is no kind of record 'vist'; did you mean 'visit'?",
        "line 8: record_kind[0]: no point has the kind of record 'visit' as evidence; "
        "name it, or take it out",
    ]
