"""Hostile files sent to a server of two workers: each is refused in time, and both go on."""

from __future__ import annotations

import io
import os
import runpy
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from installations import DESK, Installation, Server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc"),
]

PLAN, BOARDS = f"{DESK}/plan", f"{DESK}/boards"
SECONDS, BYTES = 2.0, 300_000_000
TICKS = os.sysconf("SC_CLK_TCK")
BOOKS = runpy.run_path(
    str(Path(__file__).parents[2] / "sources" / "test_workbook_limits.py"), run_name="books"
)["HOSTILE"]
MEGABYTE = 1024**2


def document(content: bytes) -> bytes:
    """A Word document whose text is something else."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", content)
    return stream.getvalue()


def words(content: bytes) -> bytes:
    """A Word document that opens, of some paragraphs."""
    import docx

    stream, output = io.BytesIO(), io.BytesIO()
    docx.Document().save(stream)
    with (
        zipfile.ZipFile(stream) as before,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:body>", b"<w:body>" + content)
            after.writestr(name, part)
    return output.getvalue()


def picture(width: int, height: int) -> bytes:
    """The head of a PNG."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + size + bytes(8)


PLANS = {
    "nested arrays": b"a = " + b"[" * 50_000 + b"]" * 50_000,
    "nested tables": b"a = " + b"{b=" * 20_000,
    "a million digits": b"a = " + b"9" * 1_000_000,
    "dotted keys": b".".join([b"a"] * 400_000) + b" = 1",
    "thirty thousand keys": b"".join(b"k%d = 1\n" % n for n in range(30_000)),
    "no end of a text": b'a = """' + b"x" * 1_500_000,
    "not a text": b"\xff\xfe" + b"\0" * 1_000_000,
}
FORM = b"indicator,date,place,value,source,returned_by,returned_on\n"
LISTS = {
    "one line": b"a," * 900_000,
    "an open quotation": b'a,b\n"' + b"x,\n" * 500_000,
    "no more than commas": b",,,,,,,,,\n" * 190_000,
    "one wide cell": b"a,b\n1," + b"9" * 1_800_000,
    "rows of faults": FORM + b"x,x,x,x,x,x,x\n" * 19_000,
    "rows without end": FORM + b"x,x,x,x,x,x,x\n" * 100_000,
    "zeros": b"a,b\n" + b"\0" * 1_800_000,
}
DOCUMENTS = {
    "a bomb": document(b" " * (400 * MEGABYTE)),
    "entities": document(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "half of one": document(b"<a/>" * 100)[:80],
}
TEMPLATES = DOCUMENTS | {
    "five million elements": document(b"<a>" + b"<b/>" * 5_000_000 + b"</a>"),
    "paragraphs without end": words(b"<w:p/>" * 4_900_000),
    "deep nesting": words(b"<w:p>" * 100_000 + b"</w:p>" * 100_000),
}
PICTURES = {"too many pixels": picture(60_000, 60_000), "half a picture": picture(9, 9)[:18]}


def files() -> Iterator[tuple[str, str, str, dict[str, Any], str, Callable[[], bytes]]]:
    """Who sends what, where, under which field and name."""
    for name, (file_name, make, _) in BOOKS.items():
        if file_name.endswith(".xlsx"):
            yield "analyst", f"{PLAN}/returns/file/", "file", {}, f"{name}.xlsx", make
            yield "delivery_lead", f"{PLAN}/excel/", "file", {}, f"{name}.xlsx", make
    update, paper = f"{PLAN}/activities/team/update/", f"{BOARDS}/items/{{item}}/papers/add/"
    uploads: dict[str, tuple[str, str, dict[str, Any], dict[str, bytes], str]] = {
        "plans": ("analyst", f"{PLAN}/revisions/import/", {"reason": "x"}, PLANS, "toml"),
        "lists": ("analyst", f"{PLAN}/returns/file/", {}, LISTS, "csv"),
        "evidence": ("delivery_lead", update, {"text": "x"}, DOCUMENTS, "docx"),
        "pictures": ("delivery_lead", update, {"text": "x"}, PICTURES, "png"),
        "papers": ("secretary", paper, {"title": "x", "openness": "open"}, DOCUMENTS, "docx"),
        "templates": ("secretary", f"{BOARDS}/template/", {}, TEMPLATES, "docx"),
    }
    for kind, (role, address, more, contents, ending) in uploads.items():
        field = "plan" if kind == "plans" else "file"
        for name, content in contents.items():
            yield role, address, field, more, f"{name}.{ending}", lambda content=content: content


def workers(server: Server) -> list[int]:
    """The process numbers of the server's workers."""
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return sorted(int(child) for child in children.split())


def cpu_seconds(pid: int) -> float:
    """Seconds of processor time that a process has used, with its children's."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS


def peak(pid: int) -> int:
    """The most memory that a process has held, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def warm(server: Server, visitors: dict[str, Any], number: int) -> None:
    """Let both workers import what they need, so that it is not counted to a file."""
    for _ in range(number):
        for role, address in (
            ("analyst", f"{PLAN}/returns/file/"),
            ("delivery_lead", f"{PLAN}/excel/"),
        ):
            visitors[role].send(address, {"file": ("x.xlsx", BOOKS["half a workbook"][1]())})


REFUSALS = ("There is a problem", "cannot be taken")


@pytest.mark.timeout(900)
def test_both_workers_refuse_each_within_limits_and_go_on(in_sqlite: Installation) -> None:
    item = in_sqlite.planted_ids["item"]
    beyond = []
    with in_sqlite.serve(workers=2, threads=1) as server:
        visitors = {
            role: server.visitor(role) for role in ("analyst", "delivery_lead", "secretary")
        }
        warm(server, visitors, 4)
        before = workers(server)
        assert len(before) == 2
        for role, address, field, more, name, make in files():
            address = address.format(item=item)
            fields, content = visitors[role].form(address) | more, make()
            usage_before = {pid: (cpu_seconds(pid), peak(pid)) for pid in before}
            answer = visitors[role].post(address, fields, **{field: (name, content)})
            label = f"{name} at {address}"
            if answer.status == 302:
                # A file of rows is kept with what is wrong with each, for a person to correct.
                answer = visitors[role].get(answer.headers["location"])
            if answer.status != 200 or not any(words in answer.text for words in REFUSALS):
                beyond.append(f"{label}: answered {answer.status}")
            assert workers(server) == before, label
            seconds = max(cpu_seconds(pid) - usage_before[pid][0] for pid in before)
            more_bytes = max(peak(pid) - usage_before[pid][1] for pid in before)
            if seconds > SECONDS or more_bytes > BYTES:
                beyond.append(f"{label}: {seconds:.1f} s and {more_bytes / MEGABYTE:.0f} MB")
        assert beyond == []
        for role in visitors:
            assert server.visitor(role).get(f"{DESK}/").status == 200
        assert workers(server) == before
