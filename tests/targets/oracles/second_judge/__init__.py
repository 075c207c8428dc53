"""A second judge of targets, by somebody who has not read the first.

It reads the published file of the Local Authority Interactive Tool itself and follows the
documentation alone. Of the library it uses nothing but definition files, as data.
"""

from second_judge.answers import FIELDS, judge_plan
from second_judge.evidence import Evidence, read_evidence

__all__ = ["FIELDS", "Evidence", "judge_plan", "read_evidence"]
