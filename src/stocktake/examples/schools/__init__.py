"""The published files of an invented country's schools: results, census, register, inspections.

``invented_schools`` makes them from a seed, ``write_schools`` writes them in the layouts in which
the department and Ofsted publish, and ``load_schools`` puts them into a warehouse as a load of the
same files does. No school in them exists.
"""

from stocktake.examples.schools.files import InventedSchools, SchoolFile, invented_schools
from stocktake.examples.schools.load import load_schools
from stocktake.examples.schools.write import write_schools

__all__ = ["InventedSchools", "SchoolFile", "invented_schools", "load_schools", "write_schools"]
