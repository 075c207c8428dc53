"""The pupils of the invented borough: nobody real, behaving like real pupils where it matters.

``invented_pupils`` makes them, ``write_borough`` writes them as the tables that ``sources`` reads,
and ``stream_country_pupils`` writes millions, far plainer, to measure speed and memory on.

Set to the published figures of the same invented borough, year by year: the shares with a good
level of development, reaching the standard in phonics and in key stage 2 reading, writing and
maths, persistently absent and suspended in secondary schools, neither in education nor work or
not known, and mean Attainment 8. Set to the department's figures for England: Attainment 8 by
key stage 2, and so the spread of Progress 8. Everything else looks like England's only roughly,
and is invented: key stage 1, the multiplication check, the marks of the reception baseline,
post-16 results, care, alternative provision, the shares of register codes and of reasons.

Not invented at all: boarders, absence codes for religious feasts by faith, pupils taught in two
schools at once other than by the unit, key stage 2 in levels (before 2015/16), and marks of
children who are not yet in reception or already in year 12. Where a child is partly at the unit,
the chief roll is marked M for the whole of its spell.
"""

from stocktake.examples.pupils.borough import Borough, invented_pupils
from stocktake.examples.pupils.nation import stream_country_pupils
from stocktake.examples.pupils.write import write_borough

__all__ = ["Borough", "invented_pupils", "stream_country_pupils", "write_borough"]
