"""The register of schools: read whole or not at all, and loaded into one place."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from stocktake.standards import InputError
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.register import NO_DATE, SchoolRow, read_register
from stocktake_web.audit.models import Event

HEAD = "URN,LA (code),EstablishmentName,EstablishmentStatus (name),CloseDate,Town,Phase"
ROWS = (
    "999001,890,Old Mill School,Open,,Milton,Primary",
    "999002,890,New Mill School,Closed,31-08-2024,Milton,Primary",
    '999003,890,"Mill, The","Open, but proposed to close",31-08-2027,,Primary',
    "999004,890,Coming School,Proposed to open,,Milton,Primary",
    "999005,889,Far School,Open,,Farton,Primary",
    "999006,890,Lost School,Closed,,Milton,Primary",
)


def write(folder: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path = folder / "register.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding=encoding)
    return path


def test_open_and_closed_schools_of_the_authority_are_read(tmp_path: Path) -> None:
    assert read_register(write(tmp_path, *ROWS), "la-890") == [
        SchoolRow("999001", "Old Mill School", "Milton", None),
        SchoolRow("999002", "New Mill School", "Milton", date(2024, 8, 31)),
        SchoolRow("999003", "Mill, The", "", None),
        SchoolRow("999006", "Lost School", "Milton", NO_DATE),
    ]


def test_the_encoding_of_the_published_file(tmp_path: Path) -> None:
    path = write(tmp_path, "999001,890,St John\u2019s,Open,,Milton,Primary", encoding="cp1252")
    assert read_register(path, "la-890")[0].name == "St John\u2019s"
    path = write(tmp_path, ROWS[0], encoding="utf-8-sig")
    assert read_register(path, "la-890")[0].urn == "999001"


def test_a_name_that_moves_a_terminal_or_turns_a_line_is_read_without_it(tmp_path: Path) -> None:
    path = write(
        tmp_path, "999001,890,\u202eOld \x1b[2JMill\x07  School,Open,,Mil\u200fton,Primary"
    )
    row = read_register(path, "la-890")[0]
    assert (row.name, row.town) == ("Old [2JMill School", "Milton")


def test_all_faults_are_named_together(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "99900,890,Old Mill School,Open,,Milton,Primary",
        "999002,890, ,Closed,31/08/2024,Milton,Primary",
        "x,889,,Open,,,",
    )
    with pytest.raises(InputError) as caught:
        read_register(path, "la-890")
    assert str(caught.value).splitlines() == [
        "register.csv cannot be taken",
        "  register.csv: line 2: URN '99900' has not six digits",
        "  register.csv: line 3: the school has no name",
        "  register.csv: line 3: CloseDate '31/08/2024' is no day such as 31-08-2024",
    ]


def test_days_that_cannot_be_are_faults_of_their_row(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "999001,890,Old Mill School,Closed,31-12-9999,Milton,01-09-1990",
        "999002,890,New Mill School,Closed,31-08-2024,Milton,01-09-2024",
        "999003,890,One Day School,Closed,01-09-2024,Milton,01-09-2024",
        head=HEAD.replace("Phase", "OpenDate"),
    )
    with pytest.raises(InputError) as caught:
        read_register(path, "la-890")
    assert str(caught.value).splitlines()[1:] == [
        "  register.csv: line 2: CloseDate 31-12-9999 is later than 2100; leave it empty if not "
        "known",
        "  register.csv: line 3: CloseDate 31-08-2024 lies before OpenDate 01-09-2024",
    ]


@pytest.mark.parametrize(
    ("head", "rows", "message"),
    [
        ("URN,Town", (), "has no column EstablishmentName, LA"),
        ("", (), "has no column URN"),
        (HEAD, (), "holds no school of la-890"),
        (HEAD, (ROWS[4],), "holds no school of la-890"),
        (HEAD, (ROWS[0], ROWS[0]), "URN 999001 occurs twice"),
    ],
)
def test_what_is_no_register_is_refused(
    tmp_path: Path, head: str, rows: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        read_register(write(tmp_path, *rows, head=head), "la-890")


def test_a_line_that_is_too_short_is_a_fault(tmp_path: Path) -> None:
    assert read_register(write(tmp_path, ROWS[0], "999", ""), "la-890")
    with pytest.raises(InputError, match="cannot be read"):
        read_register(tmp_path / "missing.csv", "la-890")


@pytest.mark.django_db
def test_loading_again_brings_the_list_up_to_the_register(area: Area, tmp_path: Path) -> None:
    out = StringIO()
    call_command("load_schools", area.slug, write(tmp_path, *ROWS), stdout=out)
    assert "Example Borough: 4 schools in the register, 4 new or changed." in out.getvalue()
    changed_row = ROWS[0].replace("Old Mill", "Older Mill")
    call_command("load_schools", area.slug, write(tmp_path, changed_row, ROWS[1]), stdout=out)
    assert "2 schools in the register, 1 new or changed." in out.getvalue()
    assert School.objects.filter(area=area).count() == 4
    assert School.objects.get(area=area, urn="999001").name == "Older Mill School"
    assert Event.objects.filter(verb="load schools", object_id=str(area.pk)).count() == 2


@pytest.mark.django_db
def test_a_file_with_a_fault_loads_nothing(area: Area, tmp_path: Path) -> None:
    path = write(tmp_path, *ROWS, "1,890,Bad,Open,,,")
    with pytest.raises(CommandError, match="has not six digits"):
        call_command("load_schools", area.slug, path)
    with pytest.raises(CommandError, match="there is no place 'nowhere'"):
        call_command("load_schools", "nowhere", path)
    assert not School.objects.exists()


def test_type_phase_and_trust_are_read_where_the_file_has_them(tmp_path: Path) -> None:
    head = (
        "URN,LA (code),EstablishmentName,EstablishmentStatus (name),CloseDate,Town,"
        "PhaseOfEducation (name),EstablishmentTypeGroup (name),Trusts (code),Trusts (name)"
    )
    path = write(
        tmp_path,
        "999001,890,Old Mill School,Open,,Milton,Secondary,Academies,90001,Mill Trust",
        "999002,890,Mill Unit,Open,,Milton,Not applicable,Local authority maintained schools,,",
        "999003,890,Mill Online,Open,,Milton,,Online provider,,",
        head=head,
    )
    academy, unit, online_school = read_register(path, "la-890")
    assert (academy.phase, academy.type_group) == ("Secondary", "academy")
    assert (academy.trust_uid, academy.trust_name) == ("90001", "Mill Trust")
    assert (unit.phase, unit.type_group, unit.trust_uid) == ("", "maintained", "")
    assert online_school.type_group == "other"


def test_a_file_without_types_takes_none_for_granted(tmp_path: Path) -> None:
    assert {row.type_group for row in read_register(write(tmp_path, *ROWS), "la-890")} == {""}
