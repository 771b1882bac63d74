"""What can go wrong, in one tree.

::

    KgError(Exception)
    ├── InputError           a source cannot be read                     exit code 1
    │   └── NoReadoutError   it can be read, but reports no meeting
    ├── VocabularyError      an ontology file or entry is faulty         exit code 1
    ├── QueryError           a query cannot be run                       exit code 1
    ├── OutputError          a result cannot be written                  exit code 1
    └── ConformanceError     a graph breaks the shapes                   exit code 1

Every message is one sentence that says where, what was found and what was wanted.
Wrong usage of the command line ends with exit code 2 and is reported by the command line itself.
"""

from __future__ import annotations

__all__ = [
    "ConformanceError",
    "InputError",
    "KgError",
    "NoReadoutError",
    "OutputError",
    "QueryError",
    "VocabularyError",
]


class KgError(Exception):
    """Base of every error that this package raises on purpose.

    >>> str(KgError("notes.txt: the file is empty"))
    'notes.txt: the file is empty'
    """


class InputError(KgError, ValueError):
    """A source cannot be read: missing, empty, binary, or in an unknown encoding."""


class NoReadoutError(InputError):
    """A source can be read, but it reports no meeting."""


class VocabularyError(KgError, ValueError):
    """An ontology file or one of its entries is faulty; the message names the file and the term."""


class QueryError(KgError, ValueError):
    """A query cannot be run: unknown name, bad syntax, or a missing parameter."""


class OutputError(KgError, OSError):
    """A result cannot be written; nothing was left half-written."""


class ConformanceError(KgError, ValueError):
    """A graph breaks the shapes of the ontology."""
