#!/usr/bin/env python3
"""Writes docs/ontology.* from kg/rdf/ontology.ttl: tables, page, picture; --check only compares."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "kg" / "rdf" / "ontology.ttl"
ONTOLOGY = URIRef("urn:paper-kg:ontology")
KG = f"{ONTOLOGY}#"
PAGE, TABLES, PICTURE = (ROOT / "docs" / f"ontology.{end}" for end in ("html", "md", "svg"))
BLOCK = re.compile(r"(<!-- ontology: .*? -->\n).*?(<!-- /ontology -->)", re.DOTALL)
KINDS = {OWL.Class: "class", OWL.ObjectProperty: "relation", OWL.DatatypeProperty: "value"}
ALIGNED = {
    "is a kind of": (RDFS.subClassOf, RDFS.subPropertyOf),
    "is the inverse of": (OWL.inverseOf,),
    "is much like": (SKOS.closeMatch,),
    "is related to": (SKOS.relatedMatch,),
}


@dataclass(frozen=True)
class Term:
    """One of our terms as the documents show it."""

    name: str
    kind: str
    meaning: str
    domain: str
    reach: str
    aligned: tuple[tuple[str, str], ...]
    example: str


def read_terms(ontology: Graph) -> list[Term]:
    """Our terms, in the order of the file."""
    names = re.findall(r"^kg:(\w+) a owl:", SOURCE.read_text("utf-8"), re.MULTILINE)
    return [_term(ontology, URIRef(KG + name)) for name in names]


def _term(ontology: Graph, iri: URIRef) -> Term:
    def short(*predicates: URIRef) -> str:
        found = {o for predicate in predicates for o in ontology.objects(iri, predicate)}
        return ", ".join(sorted(ontology.qname(str(each)) for each in found))

    kind = next(KINDS[each] for each in ontology.objects(iri, RDF.type) if each in KINDS)
    aligned = ((how, short(*predicates)) for how, predicates in ALIGNED.items())
    return Term(
        name=f"kg:{iri.removeprefix(KG)}",
        kind=kind,
        meaning=str(ontology.value(iri, RDFS.comment)),
        domain=short(RDFS.domain),
        reach=short(RDFS.range),
        aligned=tuple((how, what) for how, what in aligned if what),
        example=str(ontology.value(iri, SKOS.example)),
    )


def read_notes(ontology: Graph) -> list[tuple[str, str]]:
    """The terms of others that the data uses, and what for."""
    text = SOURCE.read_text("utf-8")
    return re.findall(r'^([a-z]+:\w+) skos:scopeNote "(.*)"@en \.$', text, re.MULTILINE)


def to_markdown(terms: list[Term], notes: list[tuple[str, str]]) -> str:
    """The tables."""
    lines = []
    for kind, head in (
        ("class", "## Classes\n\n| class | what it is | |\n| --- | --- | --- |"),
        (
            "relation",
            "## Relations\n\n| relation | from | to | what it says | |\n" + "| --- " * 5 + "|",
        ),
        ("value", "## Values\n\n| value | of | type | what it says | |\n" + "| --- " * 5 + "|"),
    ):
        lines.append(head)
        for term in (term for term in terms if term.kind == kind):
            ends = [] if kind == "class" else [f"`{term.domain}`", f"`{term.reach}`"]
            aligned = "; ".join(f"{how} {_codes(what)}" for how, what in term.aligned)
            lines.append(f"| {' | '.join([f'`{term.name}`', *ends, term.meaning, aligned])} |")
        lines.append("")
    lines.append("## Terms of others\n\n| term | what for |\n| --- | --- |")
    lines += [f"| `{name}` | {note} |" for name, note in notes]
    return "\n".join(lines) + "\n"


def _codes(names: str) -> str:
    return ", ".join(f"`{name}`" for name in names.split(", "))


STYLE = """\
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; \
color: #1c2430; background: #fff }
code, pre { font-family: ui-monospace, monospace; font-size: .9em }
pre { background: #f3f5f8; padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap }
section { border-top: 1px solid #d5dbe3; padding: .6rem 0 }
h3 { margin: .2rem 0 } dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem }
dt { color: #556070 } dd { margin: 0 } svg { max-width: 100%; height: auto }
table { border-collapse: collapse } td, th { text-align: left; padding: .2rem .8rem .2rem 0; \
vertical-align: top }
"""


def to_page(ontology: Graph, terms: list[Term], notes: list[tuple[str, str]]) -> str:
    """The HTML page: stands alone, needs no network and no script."""
    title = escape(str(ontology.value(ONTOLOGY, RDFS.label)))
    about = escape(str(ontology.value(ONTOLOGY, RDFS.comment)))
    version = escape(str(ontology.value(ONTOLOGY, OWL.versionIRI)))
    rows = "\n".join(
        f"<tr><td><code>{name}</code></td><td>{escape(note)}</td></tr>" for name, note in notes
    )
    sections = "\n".join(
        f"<h2>{head}</h2>\n" + "\n".join(_section(term) for term in terms if term.kind == kind)
        for kind, head in (("class", "Classes"), ("relation", "Relations"), ("value", "Values"))
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{about}</p>\n"
        f"<p>Namespace <code>{KG}</code>, version <code>{version}</code>.</p>\n"
        f"{to_picture(terms)}{sections}\n<h2>Terms of others</h2>\n<table>\n{rows}\n</table>\n"
        "</main>\n</body>\n</html>\n"
    )


def _section(term: Term) -> str:
    ends = () if term.kind == "class" else (("from", term.domain), ("to", term.reach))
    told = "".join(
        f"<dt>{how}</dt><dd>{', '.join(map(_link, what.split(', ')))}</dd>"
        for how, what in (*ends, *term.aligned)
    )
    name = term.name.removeprefix("kg:")
    return (
        f'<section id="{name}">\n<h3><code>{term.name}</code></h3>\n<p>{escape(term.meaning)}</p>\n'
        f"<dl>{told}</dl>\n<pre>{escape(term.example)}</pre>\n</section>"
    )


def _link(name: str) -> str:
    code = f"<code>{name}</code>"
    return f'<a href="#{name.removeprefix("kg:")}">{code}</a>' if name.startswith("kg:") else code


# Where each class stands: left, top, width, height.
BOXES = {
    "kg:Paper": (30, 230, 200, 60),
    "kg:Result": (30, 470, 200, 60),
    "kg:Entity": (490, 30, 490, 520),
    "kg:Repository": (520, 90, 220, 60),
    "kg:Task": (520, 205, 220, 60),
    "kg:Method": (520, 320, 220, 60),
    "kg:Benchmark": (520, 450, 220, 60),
    "kg:Evidence": (30, 610, 200, 60),
}
# How far along its line the label of a bundle of relations stands; others in the middle.
PLACES = {
    ("kg:Paper", "kg:Entity"): 0.7,
    ("kg:Paper", "kg:Repository"): 0.6,
    ("kg:Paper", "kg:Task"): 0.55,
    ("kg:Paper", "kg:Method"): 0.57,
    ("kg:Paper", "kg:Benchmark"): 0.48,
    ("kg:Result", "kg:Method"): 0.27,
    ("kg:Result", "kg:Benchmark"): 0.6,
}
INSIDE = 765  # where the relations of all entities are listed
GROUND = (
    "rdf:subject, rdf:predicate, rdf:object: the statement",
    "prov:wasDerivedFrom: the paper",
    "oa:hasSelector: where its words stand, and the words",
    "kg:restsOn: what a rule concludes from",
)
WIDTH, HEIGHT = 1000, 700
HEAD = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" \
aria-label="The classes of the ontology and the relations between them" \
font-family="system-ui, sans-serif" font-size="15">
<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" \
orient="auto"><path d="M0 0 8 4 0 8z" fill="#556070"/></marker></defs>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>"""


def to_picture(terms: list[Term]) -> str:
    """The classes as boxes, the relations between them as lines with their names."""
    parts = [HEAD, *_boxes(terms), *_bundles(terms), *_listed(terms), "</svg>\n"]
    return "\n".join(parts)


def _boxes(terms: list[Term]) -> Iterator[str]:
    kinds = {term.name: dict(term.aligned).get("is a kind of", "") for term in terms}
    for name, (left, top, width, height) in BOXES.items():
        fill = "#f6f8fb" if name == "kg:Entity" else "#dfe9f7"
        yield (
            f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="8" fill="{fill}"'
            ' stroke="#7d8ca3"/>'
        )
        others = [kind for kind in kinds[name].split(", ") if not kind.startswith("kg:")]
        yield _text(left + 14, top + 24, name, 'font-weight="600"')
        yield _text(left + 14, top + 44, others[-1], 'font-size="13" fill="#556070"')


def _bundles(terms: list[Term]) -> Iterator[str]:
    """A line for each pair of classes with the names of all relations from the one to the other."""
    bundles: dict[tuple[str, str], list[str]] = {}
    for term in terms:
        if term.kind == "relation" and {term.domain, term.reach} <= BOXES.keys():
            bundles.setdefault((term.domain, term.reach), []).append(term.name[3:])
    drawn = {pair: names for pair, names in bundles.items() if pair[0] != "kg:Entity"}
    for pair in drawn:
        (x1, y1), (x2, y2) = _ends(*pair)
        yield (
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="#556070"'
            ' stroke-width="1.4" marker-end="url(#tip)"/>'
        )
    for pair, names in drawn.items():
        (x1, y1), (x2, y2) = _ends(*pair)
        part = PLACES.get(pair, 0.5)
        yield from _label(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part, ", ".join(names))


def _ends(one: str, other: str) -> tuple[tuple[float, float], tuple[float, float]]:
    (left, top, width, height), (left2, top2, _, height2) = BOXES[one], BOXES[other]
    if left == left2:
        down = top2 > top
        across = left + width / 2
        return (across, top + height * down), (across, top2 + height2 * (not down))
    level = 60 if other == "kg:Entity" else top2 + height2 / 2
    return (left + width, top + height / 2), (left2, level)


def _label(x: float, y: float, words: str) -> Iterator[str]:
    width = len(words) * 7 + 10
    yield (
        f'<rect x="{x - width / 2:.0f}" y="{y - 11:.0f}" width="{width:.0f}" height="21" rx="4"'
        ' fill="#fff" fill-opacity="0.93"/>'
    )
    yield _text(round(x), round(y + 5), words, 'text-anchor="middle" font-size="14"')


def _listed(terms: list[Term]) -> Iterator[str]:
    """What is said of every entity, and of evidence, as words."""
    yield _text(INSIDE, 205, "any entity:", 'fill="#556070" font-size="14"')
    own = [term for term in terms if term.domain == "kg:Entity" and term.kind == "relation"]
    for number, term in enumerate(own):
        words = f"{term.name[3:]} → {term.reach[3:]}"
        yield _text(INSIDE, 230 + 24 * number, words, 'font-size="14"')
    for number, words in enumerate(GROUND):
        yield _text(255, 618 + 20 * number, words, 'font-size="14"')


def _text(x: float, y: float, words: str, how: str = "") -> str:
    return f'<text x="{x}" y="{y}" {how}>{escape(words)}</text>'


def main() -> int:
    """Write the documents, or with ``--check`` say which differ."""
    ontology = Graph().parse(SOURCE, format="turtle")
    terms, notes = read_terms(ontology), read_notes(ontology)
    tables = to_markdown(terms, notes).replace("\\", r"\\")
    made = {
        TABLES: BLOCK.sub(rf"\1{tables}\2", TABLES.read_text("utf-8")),
        PAGE: to_page(ontology, terms, notes),
        PICTURE: to_picture(terms),
    }
    if "--check" in sys.argv[1:]:
        stale = [path.name for path, text in made.items() if path.read_text("utf-8") != text]
        print("\n".join(f"{name} is stale: run scripts/ontology.py" for name in stale), end="")
        return int(bool(stale))
    for path, text in made.items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
