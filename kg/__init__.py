"""paper-kg: from a pile of abstracts to a knowledge graph one can query.

:func:`build` reads papers (listing pages, JSON Lines, CSV), finds the methods, benchmarks, tasks
and repositories that they name, joins what is the same across papers, and keeps everything with
its evidence in one SQLite file; :func:`load` opens that file again. Both return a
:class:`KnowledgeGraph`, whose ``papers``, ``entities``, ``relations`` and ``results`` are the
records, ``graph`` is the same as a networkx graph, and which can be asked (``query``, ``show``,
``search``, ``stats``) and written in other forms (``export``)::

    import kg

    with kg.build("seeds", "output") as graph:
        for relation in graph.relations:
            print(*relation.edge, relation.confidence)
        for row in graph.query("SELECT ?name { ?m a kg:Method ; skos:prefLabel ?name }").rows:
            print(*row)

The types of the records are in :mod:`kg.model`; whatever goes wrong and is the user's to mend is a
:class:`KgError`. Nothing here prints, and nothing needs a network.
"""

from kg.build import BuildReport, build
from kg.errors import KgError
from kg.knowledge_graph import KnowledgeGraph, load
from kg.model import (
    Annotation,
    Decided,
    Direction,
    Entity,
    Evidence,
    Inferred,
    Kind,
    Label,
    Link,
    LinkKind,
    Mention,
    Paper,
    Predicate,
    Relation,
    Reported,
    Result,
    ResultKind,
    Role,
    Stated,
)
from kg.settings import Settings, read_settings

__all__ = [
    "Annotation",
    "BuildReport",
    "Decided",
    "Direction",
    "Entity",
    "Evidence",
    "Inferred",
    "KgError",
    "Kind",
    "KnowledgeGraph",
    "Label",
    "Link",
    "LinkKind",
    "Mention",
    "Paper",
    "Predicate",
    "Relation",
    "Reported",
    "Result",
    "ResultKind",
    "Role",
    "Settings",
    "Stated",
    "build",
    "load",
    "read_settings",
]
