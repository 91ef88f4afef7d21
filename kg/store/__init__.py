"""The SQLite record store behind ``graph.db``.

>>> from kg.store import Store
>>> with Store.open("output/graph.db") as store:  # doctest: +SKIP
...     for relation in store.relations_of("method/maml"):
...         print(*relation.edge, relation.confidence)
"""

from kg.store.slice import Slice, sliced
from kg.store.store import Store

__all__ = ["Slice", "Store", "sliced"]
