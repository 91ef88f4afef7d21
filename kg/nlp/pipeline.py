"""The pipeline: which components, in which order."""

from importlib import import_module

import spacy
from spacy.language import Language

from kg.nlp.tokenizer import make_tokenizer

COMPONENTS = {
    "kg_sentences": "kg.nlp.sentences",
    "kg_links": "kg.nlp.links",
    "kg_abbreviations": "kg.nlp.abbreviations",
    "kg_lexicon": "kg.nlp.lexicon",
    "kg_cues": "kg.nlp.cues",
    "kg_entities": "kg.nlp.entities",
    "kg_roles": "kg.nlp.roles",
    "kg_groups": "kg.nlp.groups",
    "kg_results": "kg.nlp.results",
}


def make_pipeline() -> Language:
    """The pipeline of rules and lexicon, which needs no trained model."""
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    import_module("kg.nlp.annotate")  # registers what the components write to spans
    for name, module in COMPONENTS.items():
        import_module(module)
        nlp.add_pipe(name)
    return nlp
