"""Fit the weights that ``kg/nlp`` reads entities and roles with, from annotated papers.

::

    python -m kg.train.weights PAPERS.jsonl GOLD.jsonl [FOLDER]

The papers hold ``id, title, abstract``; the gold has the form of ``kg extract``. The parts on which
the reading model is tuned and tested are left out.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Label
from kg.nlp.candidates import find_candidates
from kg.nlp.entities import NOTHING, find_apart, leading_rule
from kg.nlp.features import Candidate, Context, describe, make_context
from kg.nlp.knowledge import FOLDER
from kg.nlp.roles import TABLES, role_features, to_group
from kg.nlp.words import to_words
from kg.surface import normal_form
from kg.train.linear import Example, Fitted, Settings, fit
from kg.train.parts import PARTS, TEST, TUNE, part_of

ENTITIES = "entity-weights"
SETTINGS = {
    ENTITIES: Settings(least=2, epochs=8, rate=0.1, decay=2e-5),
    **dict.fromkeys(TABLES.values(), Settings(least=3, epochs=10, rate=0.15, decay=5e-4)),
}
LEAST_WEIGHT = 0.1
STAGES = ("kg_sentences", "kg_links", "kg_abbreviations", "kg_lexicon", "kg_cues")


def find_examples(doc: Doc, entities: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Example]]:
    """Each candidate of a document with what the gold says of it, under the table it is for."""
    words = to_words(doc)
    context = make_context(words, list(doc.spans["cues"]), list(doc.spans["candidates"]))
    gold = [(entity, {normal_form(form) for form in entity["aliases"]}) for entity in entities]
    for candidate in find_candidates(doc, words).values():
        forms = {normal_form(doc[start:end].text) for start, end in candidate.places}
        shared = [(len(forms & keys), i) for i, (_, keys) in enumerate(gold) if forms & keys]
        entity = gold[max(shared)[1]][0] if shared else None
        label = f"{entity['label']}/{entity['kind']}" if entity else NOTHING
        yield ENTITIES, Example(describe(candidate, context), label)
        if entity and entity["label"] in TABLES:
            yield TABLES[entity["label"]], _role_example(candidate, context, entity)


def _role_example(candidate: Candidate, context: Context, entity: Mapping[str, Any]) -> Example:
    places = find_apart(candidate.places)
    kept = to_group(candidate.key, places, leading_rule(candidate.rules), context)
    features = role_features(kept, context, Label(entity["label"]).value, entity["kind"])
    return Example(features, entity["role"])


def to_table(fitted: Fitted, least: float = LEAST_WEIGHT) -> str:
    """The weights as the text of a table, without the rows in which no weight reaches the least."""
    rows = ["\t".join(("feature", *fitted.classes))]
    for name, weights in zip(fitted.features, fitted.weights.round(2), strict=True):
        speaks = abs(weights).max() >= least
        if speaks and name.isprintable() and name.strip() == name and not name.startswith("# "):
            rows.append("\t".join((name, *(f"{weight:g}" for weight in weights + 0.0))))
    return "\n".join(rows) + "\n"


def fit_tables(
    nlp: Language, papers: Iterable[Mapping[str, Any]], gold: Mapping[str, Mapping[str, Any]]
) -> dict[str, Fitted]:
    """The weights of each table, fitted on the papers that the gold annotates."""
    examples: dict[str, list[Example]] = {name: [] for name in SETTINGS}
    for paper in papers:
        if paper["id"] in gold:
            doc = nlp(f"{paper['title']}\n\n{paper['abstract']}")
            for name, example in find_examples(doc, gold[paper["id"]]["entities"]):
                examples[name].append(example)
    return {name: fit(found, SETTINGS[name]) for name, found in examples.items()}


def _read(path: str) -> list[dict[str, Any]]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def main(papers: str, gold: str, folder: str = str(FOLDER)) -> None:
    """Fit all tables and write them into a folder."""
    from kg.nlp.pipeline import make_pipeline

    nlp = make_pipeline()
    nlp.select_pipes(enable=list(STAGES))
    annotated = {
        record["id"]: record
        for record in _read(gold)
        if part_of(record["id"], PARTS) not in (TUNE, TEST)
    }
    for name, fitted in fit_tables(nlp, _read(papers), annotated).items():
        Path(folder, f"{name}.tsv").write_text(to_table(fitted), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
