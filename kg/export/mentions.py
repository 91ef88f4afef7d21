"""JSON Lines: every place where a paper names something, and what it means there."""

import json
from typing import BinaryIO

from kg.records import to_record
from kg.store import Store


def write_mentions(store: Store, output: BinaryIO) -> None:
    """Write one mention a line, by paper and place.

    A line has the keys of a mention in ``kg extract --spans`` (start, end, text, label, kind,
    role, rule, score, group), and ``paper`` and ``entity``, the ids of the two. Metrics are no
    entities and are left out.
    """
    for paper, mention, entity in store.mentions():
        record = {"paper": paper, **to_record(mention), "entity": entity}
        output.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
