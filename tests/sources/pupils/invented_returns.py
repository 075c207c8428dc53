"""A few invented pupils at two invented schools, as the text of their tables."""

from __future__ import annotations

from pathlib import Path

from stocktake.standards.identifiers import upn_check_letter


def upn_of(serial: int, *, la: str = "001", year: str = "12") -> str:
    """A valid number of an authority that does not exist."""
    rest = f"{la}4000{year}{serial:03d}"
    return upn_check_letter(rest) + rest


A, B, C = (upn_of(serial) for serial in (1, 2, 3))

TABLES = {
    "schools": """
school_urn,laestab,school_name,phase,school_type,opened,closed,site_count
900001,0014000,Upper Invented School,secondary,academy,,,1
900002,0014001,Lower Invented School,secondary,maintained,2001-09-01,,1
""",
    "calendar": """
time_period,school_urn,date,sessions,term
202324,900001,2024-01-08,2,spring
202324,900001,2024-01-09,1,spring
""",
    "pupils": f"""
time_period,upn,former_upn,surname,forename,middle_names,date_of_birth,sex,ethnicity,\
first_language,address,postcode,ward,nc_year,sen_provision,sen_primary_need,fsm,fsm6,service_child
202324,{A},,Zzarrowby,Quillon,,2010-03-14,F,WBRI,ENG,1 Notthere Row,ZZ1 1ZZ,Fenward,8,N,,N,N,N
202324,{B},,Zzarrowby,Quenby,Zed,2010-03-14,M,WBRI,ENG,1 Notthere Row,ZZ1 1ZZ,Fenward,8,K,SEMH,Y,Y,N
202324,{C},,Zzimble,Thripp,,2009-09-01,M,MWBC,OTH,2 Notthere Row,ZZ1 2ZZ,Hillward,9,E,ASD,N,Y,
""",
    "enrolments": f"""
upn,school_urn,entry_date,leaving_date,enrolment_status,boarder,leaving_reason
{A},900001,2021-09-01,,C,N,
{B},900001,2021-09-01,2023-12-21,C,N,TRANSFER_WITHIN
{B},900002,2024-01-08,,C,N,
{C},900002,2021-09-01,,C,N,
""",
    "marks": f"""
upn,school_urn,date,session,code
{A},900001,2024-01-08,AM,/
{A},900001,2024-01-08,PM,\\
{A},900001,2024-01-09,AM,I
{C},900002,2024-01-08,AM,L
""",
    "exclusions": f"""
upn,school_urn,category,reason,start_date,sessions
{B},900001,SUSP,DB,2023-11-06,3
""",
    "young_carers": f"""
upn,start_date,end_date
{C},2022-05-03,
""",
}


PERSONAL = (
    *(A, B, C),
    *("Zzarrowby", "Quillon", "Quenby", "Zzimble", "Thripp", "Notthere", "ZZ1 1ZZ", "ZZ1 2ZZ"),
    *("2010-03-14", "2009-09-01"),
)
"""What must appear in no message, report, name or crash."""


def write_tables(folder: Path, **replacements: str) -> Path:
    """Write the tables as CSV files, some of them with another text."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, text in {**TABLES, **replacements}.items():
        (folder / f"{table}.csv").write_text(text.lstrip(), encoding="utf-8")
    return folder
