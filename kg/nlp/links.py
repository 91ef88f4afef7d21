"""Links: the URLs of a text, and what each leads to."""

import re
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KnowledgeError
from kg.model import LinkKind
from kg.nlp.knowledge import FOLDER, read_rows
from kg.nlp.urls import Url, find_urls
from kg.nlp.words import to_text

BEFORE = 160
_SENTENCE = re.compile(r"[.?!]\s+(?=[A-Z])|\n\n")


@cache
def read_link_rules(
    path: Path = FOLDER / "links.tsv",
) -> tuple[tuple[str, re.Pattern[str], LinkKind], ...]:
    """Where to look (``url`` or ``words``), what for, and the kind that follows; first match wins.

    Raises:
        KnowledgeError: a row is malformed; names file and line.
    """
    rules = []
    for number, (where, pattern, kind) in read_rows(path, columns=3):
        if where not in ("url", "words") or kind not in list(LinkKind):
            raise KnowledgeError(f"unknown rule {where!r} or kind {kind!r}", str(path), number)
        try:
            rules.append((where, re.compile(pattern), LinkKind(kind)))
        except re.error as error:
            raise KnowledgeError(f"{pattern!r}: {error}", str(path), number) from error
    return tuple(rules)


def kind_of(url: str, words: str) -> LinkKind:
    """What a URL leads to, by its host and path, then by the words before it in its sentence."""
    said = {"url": url.casefold(), "words": words.casefold()}
    return next(
        (kind for where, pattern, kind in read_link_rules() if pattern.search(said[where])),
        LinkKind.PROJECT,
    )


def _words_before(text: str, url: Url, last: int) -> str:
    """What the sentence says before a URL, since the URL that ended at ``last``."""
    before = text[max(0, last, url.start - BEFORE) : url.start]
    return " ".join(_SENTENCE.split(before)[-1].split())


@Language.component("kg_links", assigns=["doc.spans"])
def find_links(doc: Doc) -> Doc:
    """Set the span group ``links``: ``label_`` the kind, ``kb_id_`` the clean URL."""
    text = to_text(doc)
    spans = []
    last = 0
    for url in find_urls(text):
        kind = kind_of(url.url, _words_before(text, url, last)).value
        span = doc.char_span(url.start, url.end, label=kind, kb_id=url.url)
        assert span is not None, "the tokenizer keeps a link whole"
        spans.append(span)
        last = url.end
    doc.spans["links"] = spans
    return doc
