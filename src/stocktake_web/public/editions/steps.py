"""Who did what on the way of an edition, for its page. Pure."""

from __future__ import annotations

from datetime import datetime

from stocktake_web.accounts.models import User
from stocktake_web.formats import counted, day, moment
from stocktake_web.public.editions.models import Publication


def steps(publication: Publication) -> list[tuple[str, str]]:
    """Who prepared, approved, published and recalled an edition, and when."""
    rows = [
        ("State", str(publication.state.label)),
        ("About", f"Revision {publication.revision.number} of the plan"),
        ("Judged as known on", day(publication.as_of)),
        ("Why it is published", publication.reason),
        ("Prepared", _act(publication.prepared_at, publication.prepared_by)),
    ]
    if publication.approved_at:
        rows.append(("Approved", _act(publication.approved_at, publication.approved_by)))
    if publication.published_at:
        rows.append(("Published", _act(publication.published_at, publication.published_by)))
    rows.append(("Digest", publication.digest))
    if publication.recalled_at:
        incident = publication.incident
        rows += [
            ("Recalled", _act(incident.at, incident.by)),
            ("Why, as the public reads it", incident.reason),
            ("For the record", incident.note or "nothing was noted"),
            ("Downloads before the recall", counted(incident.downloads_count, "download")),
            ("Copies made as files", counted(incident.exports_count, "copy", "copies")),
        ]
        rows += [
            (f"Downloads of {name}", counted(download["downloads"], "download"))
            for name, download in incident.downloads.items()
        ]
    return rows


def _act(at: datetime | None, by: User | None) -> str:
    return f"{moment(at)}, by {by.display_name if by else 'a command'}"
