"""Making the on-disk store of a graph: ``output/store/``, in generations.

A generation is updated paper by paper where one of the same shape stands there already: its files,
which are never changed once written, are shared with it, and only what is said of papers and
entities that changed is taken out and put in. Else, and where that one is damaged, it is loaded
whole.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize
from pyoxigraph import Store as Triples

from kg.errors import StoreError
from kg.ids import DECISIONS_GRAPH, RULES_GRAPH
from kg.rdf import base_iri_of, dataset_quads, entity_quads, evidence_of, paper_quads, quads
from kg.rdf.terms import node, term
from kg.store import Store
from kg.store.beside import writing
from kg.store.content import code_hash
from kg.store.generations import STORE_FOLDER, Draft, making, reading

_DIGESTS, _DATASET = "digests.json", "dataset.nq"
_DEFAULT = DefaultGraph()
# The code that the data is a function of.
_MAKING = ("ids.py", "surface.py", "rdf", "sparql", "store")
# What a damaged store may meet with.
_DAMAGE = (LookupError, OSError, RuntimeError, SyntaxError, TypeError, ValueError)
_MOST = 0.5  # the share of units from which on loading all is the shorter way


def write_store(store: Store) -> Path:
    """Make ``store/`` beside ``graph.db`` show its records; that folder.

    Raises:
        ExportError: it cannot be written.
    """
    with making(store.path.with_name(STORE_FOLDER)) as draft:
        fill(draft, store)
        return draft.finish()


def fill(draft: Draft, store: Store) -> frozenset[str] | None:
    """Write all that a store holds into a generation that is not finished yet.

    Returns:
        The papers and entities, by node, that are not what they were in the generation before,
        which was updated; None where all was loaded anew.

    Raises:
        ExportError: it cannot be written.
    """
    draft.content, draft.base_iri = store.settings.get("content", ""), base_iri_of(store)
    draft.shape = _shape(store)
    digests = _digests(draft, store)
    dataset = list(dataset_quads(store))
    with writing(draft.data):
        changed = _update(draft, store, digests, dataset)
        if changed is None:
            _load(draft.data, quads(store))
        serialize(dataset, str(draft.own / _DATASET), RdfFormat.N_QUADS)
        told = {"dataset": _sealed(draft.own), "units": digests}
        (draft.own / _DIGESTS).write_text(json.dumps(told), "utf-8")
    return changed


def _digests(draft: Draft, store: Store) -> dict[str, str]:
    """The digest of each paper and entity; where few were touched the others are as they were."""
    touched = store.touched
    before = _told_before(draft, touched.content) if touched else None
    if touched is None or before is None:
        return _spelt(store.digests())
    kept = {unit: digest for unit, digest in before.items() if unit not in touched.units}
    return kept | _spelt(store.digests(touched.units))


def _told_before(draft: Draft, content: str) -> dict[str, str] | None:
    """The digests in the current generation; None where it does not show these records."""
    try:
        with reading(draft.folder) as (current, data):
            told = json.loads((data.parent / _DIGESTS).read_text("utf-8"))
            is_whole = told["dataset"] == _sealed(data.parent)
            return dict(told["units"]) if is_whole and current.content == content else None
    except (StoreError, *_DAMAGE):
        return None


def _spelt(digests: Mapping[str, int]) -> dict[str, str]:
    return {unit: f"{digest:032x}" for unit, digest in digests.items()}


def _sealed(own: Path) -> str:
    """The digest of what a generation says of the whole data set."""
    return hashlib.sha256((own / _DATASET).read_bytes()).hexdigest()


def _shape(store: Store) -> str:
    told = (base_iri_of(store), evidence_of(store).value, code_hash(_MAKING))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _load(data: Path, found: Iterable[Quad]) -> None:
    triples = Triples(str(data))
    triples.bulk_extend(found)
    triples.flush()


def _update(
    draft: Draft, store: Store, digests: Mapping[str, str], dataset: Iterable[Quad]
) -> frozenset[str] | None:
    """Take over the current generation and change what differs; None where that is no use."""
    try:
        return _taken_over(draft, store, digests, dataset)
    except _DAMAGE:
        pass
    shutil.rmtree(draft.data, ignore_errors=True)  # only now, when the store in it is closed
    return None


def _taken_over(
    draft: Draft, store: Store, digests: Mapping[str, str], dataset: Iterable[Quad]
) -> frozenset[str] | None:
    with ExitStack() as kept:
        try:
            current, data = kept.enter_context(reading(draft.folder))
        except StoreError:
            return None
        told = json.loads((data.parent / _DIGESTS).read_text("utf-8"))
        before: dict[str, str] = told["units"]
        if told["dataset"] != _sealed(data.parent):
            return None
        units = before.keys() | digests.keys()
        changed = frozenset(unit for unit in units if before.get(unit) != digests.get(unit))
        if current.shape != draft.shape or len(changed) > _MOST * len(units):
            return None
        _share(data, draft.data)
        triples = Triples(str(draft.data))
        _remove(triples, parse(path=str(data.parent / _DATASET), format=RdfFormat.N_QUADS))
        for unit in sorted(changed):
            _forget(triples, draft.base_iri, unit)
        triples.extend(chain(dataset, _quads_of(store, sorted(changed & digests.keys()))))
        triples.flush()
        draft.before = current.name
    return changed


def _share(data: Path, own: Path) -> None:
    """The files of a store for another: what is never changed by name, the rest as copies."""
    own.mkdir()
    for file in data.iterdir():
        if file.suffix == ".sst":
            with suppress(OSError):  # where files cannot have two names
                os.link(file, own / file.name)
                continue
        if file.name != "LOCK" and not file.name.startswith("LOG"):
            shutil.copyfile(file, own / file.name)


def _quads_of(store: Store, units: Iterable[str]) -> Iterator[Quad]:
    papers = store.paper_ids()
    for unit in units:
        yield from paper_quads(store, papers[unit]) if unit in papers else entity_quads(store, unit)


def _forget(triples: Triples, base: str, unit: str) -> None:
    """Take out what was said of a paper or an entity, and what that rested on."""
    this = node(base, unit)
    results = [quad.object for quad in _matching(triples, this, term("kg:reports"))]
    for subject in (this, *results):
        _remove(triples, _matching(triples, subject))
    triples.remove_graph(node(base, f"graph/{unit}"))
    for name in (RULES_GRAPH, DECISIONS_GRAPH):
        _forget_grounds(triples, this, node(base, name))


def _forget_grounds(triples: Triples, this: NamedNode, graph: NamedNode) -> None:
    """Take the grounds of edges that start at a node out of a graph, with their premises."""
    about = list(triples.quads_for_pattern(None, term("rdf:subject"), this, graph))
    for evidence in (quad.subject for quad in about):
        own = list(triples.quads_for_pattern(evidence, None, None, graph))
        if any(quad.object == term("kg:Evidence") for quad in own):
            premises = [quad.object for quad in own if quad.predicate == term("kg:restsOn")]
            _remove(triples, own)
            for premise in premises:
                assert isinstance(premise, NamedNode)
                _remove(triples, triples.quads_for_pattern(premise, None, None, graph))


def _matching(
    triples: Triples, subject: object, predicate: NamedNode | None = None
) -> Iterator[Quad]:
    assert isinstance(subject, NamedNode)
    return triples.quads_for_pattern(subject, predicate, None, _DEFAULT)


def _remove(triples: Triples, found: Iterable[Quad]) -> None:
    for quad in list(found):
        triples.remove(quad)
