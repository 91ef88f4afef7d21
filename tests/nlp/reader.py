"""Papers read by the shipped pipeline, which is built once."""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.pipeline import make_pipeline


@cache
def _pipeline() -> Language:
    return make_pipeline()


def annotated(title: str, abstract: str) -> Doc:
    """The document of a paper with all span groups set."""
    return _pipeline()(f"{title}\n\n{abstract}")


def mentions(title: str, abstract: str) -> dict[str, tuple[str, str, str]]:
    """Label, kind and role of what is found in a paper, by the text of the mention."""
    doc = annotated(title, abstract)
    return {span.text: (span.label_, span._.kind, span._.role) for span in doc.spans["mentions"]}
