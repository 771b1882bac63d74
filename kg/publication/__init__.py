"""What each file of the ontology must meet to be published well, by the names that FOOPS! and OOPS! give to it.

FOOPS! asks whether an ontology can be found, reused and cited; OOPS! looks for pitfalls of modelling. Conditions that
need the web are listed in :data:`AFTER` and can be tried only after publishing; pitfalls that only a person can judge
(OOPS! P01, P09, P14 to P18, P23) are not here. A file is judged with what it imports, as tools that follow imports do.
"""

from __future__ import annotations

from kg.publication.foops import AFTER, FOOPS
from kg.publication.module import Module, Requirement, modules
from kg.publication.oops import OOPS

__all__ = ["AFTER", "FOOPS", "OOPS", "Module", "Requirement", "modules"]
