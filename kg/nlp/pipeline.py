"""The pipeline: which components, in which order."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import spacy
from spacy.language import Language

from kg.nlp.tokenizer import make_tokenizer

_BEFORE = {
    "kg_sentences": "kg.nlp.sentences",
    "kg_links": "kg.nlp.links",
    "kg_abbreviations": "kg.nlp.abbreviations",
    "kg_lexicon": "kg.nlp.lexicon",
    "kg_cues": "kg.nlp.cues",
}
_AFTER = {"kg_groups": "kg.nlp.groups", "kg_results": "kg.nlp.results"}

COMPONENTS = {
    **_BEFORE,
    "kg_entities": "kg.nlp.entities",
    "kg_roles": "kg.nlp.roles",
    **_AFTER,
}
READER = {**_BEFORE, "kg_reader": "kg.nlp.reader", **_AFTER}
"""The reading model finds both entities and roles."""
BROUGHT = {**_BEFORE, "kg_brought": "kg.nlp.brought", **_AFTER}
"""A spaCy pipeline of the user's finds the entities."""


def make_pipeline(
    components: Mapping[str, str] = COMPONENTS,
    settings: Mapping[str, Mapping[str, Any]] | None = None,
) -> Language:
    """A pipeline; without arguments that of rules and lexicon, which needs no trained model.

    Args:
        components: the module of each component, in order.
        settings: the settings of components that have any.

    Raises:
        ModelError: a trained model is missing or unusable.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    import_module("kg.nlp.annotate")  # registers what the components write to spans
    for name, module in components.items():
        import_module(module)
        nlp.add_pipe(name, config=dict((settings or {}).get(name, {})))
    return nlp
