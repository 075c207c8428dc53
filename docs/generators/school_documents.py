"""The page of the documents about one school: their JSON schemas, from the models."""

from __future__ import annotations

import json

from stocktake.schools import SchoolProfile, SimilarSchools

HEAD = """# Documents about a school

`stocktake schools profile URN --format json` and `stocktake schools similar URN --format json`
write one object each. Numbers are unrounded, periods are strings such as `202324`, what is absent
is `null`, and a figure that is missing says why in `missing` and `missing_text`. A change that
could break a reader gets a new value of `contract`.

"""


def page() -> str:
    """The page."""
    return HEAD + "\n".join(
        f"## {title}\n\n```json\n{json.dumps(model.model_json_schema(), indent=1)}\n```\n"
        for title, model in (("Profile", SchoolProfile), ("Similar schools", SimilarSchools))
    )
