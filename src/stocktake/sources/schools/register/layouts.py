"""The published layouts of the register of schools, each with its reader."""

from __future__ import annotations

from stocktake.sources.schools.layouts import Layout
from stocktake.sources.schools.register.links import read_group_links, read_groups, read_links
from stocktake.sources.schools.register.listed import read_school_list
from stocktake.sources.schools.register.schools import (
    FULL,
    read_full_register,
    read_register_cut,
    read_school_information,
)

DFE = "Department for Education"
_FULL_COLUMNS = ("URN", "LA (code)", "OpenDate", "CloseDate")
_FULL_NEEDED = ("estab", "name", "phase", "type", "status")

REGISTER_LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "register-full",
        "Get information about schools: all fields",
        DFE,
        (*_FULL_COLUMNS, *(FULL[name] for name in _FULL_NEEDED)),
        read_full_register,
    ),
    Layout(
        "register-links",
        "Get information about schools: links",
        DFE,
        ("URN", "LinkURN", "LinkType", "LinkEstablishedDate"),
        read_links,
        replaces_earlier=True,
    ),
    Layout(
        "register-group-links",
        "Get information about schools: members of groups",
        DFE,
        ("URN", "Group UID", "Group Name", "Group Type", "Closed Date", "Joined date"),
        read_group_links,
    ),
    Layout(
        "register-academies-group-links",
        "Get information about schools: academies and their trusts",
        DFE,
        ("URN", "Linked UID", "Group Name", "Group Type", "Closed Date", "Joined date"),
        read_group_links,
    ),
    Layout(
        "register-groups",
        "Get information about schools: groups",
        DFE,
        ("Group UID", "Group Name", "Group Type", "Closed Date", "Open date", "Group Status"),
        read_groups,
    ),
    Layout(
        "register-cut",
        "A cut of the register of schools",
        DFE,
        ("urn", "name", "phase", "type", "la", "ward", "lsoa", "pupils", "mat"),
        read_register_cut,
    ),
    Layout(
        "register-information",
        "Performance tables: information about schools",
        DFE,
        (
            *("URN", "LANAME", "LA", "ESTAB", "SCHNAME", "SCHSTATUS", "OPENDATE", "CLOSEDATE"),
            *("MINORGROUP", "SCHOOLTYPE", "ISPRIMARY", "ISSECONDARY", "ISPOST16"),
            *("OFSTEDRATING", "OFSTEDLASTINSP"),
        ),
        read_school_information,
    ),
    Layout(
        "register-list",
        "Schools by the last year in which each was seen",
        "not stated",
        ("AcademicYear", "LA", "LAEstab", "SchoolName", "URN"),
        read_school_list,
    ),
)
