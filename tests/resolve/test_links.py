"""What things are elsewhere, from a table of the user's."""

import pytest

from kg.errors import DecisionError
from kg.model import MatchKind
from kg.resolve import resolve, to_links
from tests.builders import small_collection

SSSOM = """\
#curie_map:
#  wd: http://www.wikidata.org/entity/
#  ex: https://example.org/
subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\tconfidence
x:1\tModel-Agnostic Meta-Learning\tskos:exactMatch\twd:Q1\tsemapv:Manual\t0.9
x:2\tOmniglot\tskos:closeMatch\tex:omniglot\tsemapv:Manual\t0.8
x:3\tReptile\tskos:exactMatch\twd:Q3\tsemapv:Lexical\t0.2
x:4\tfew-shot learning\tskos:broadMatch\twd:Q4\tsemapv:Manual\t1
x:5\tUnknown\tskos:exactMatch\twd:Q5\tsemapv:Manual\t1
"""


def test_a_table_of_sssom() -> None:
    found = resolve(small_collection(), links=to_links(SSSOM, "links.tsv"))
    assert [(m.entity, m.kind, m.target, m.source, m.confidence) for m in found.matches] == [
        ("benchmark/omniglot", MatchKind.CLOSE, "https://example.org/omniglot", "links.tsv:6", 0.8),
        ("method/maml", MatchKind.EXACT, "http://www.wikidata.org/entity/Q1", "links.tsv:5", 0.9),
    ]
    (maml,) = [entity for entity in found.entities if entity.id == "method/maml"]
    assert maml.links == ("http://www.wikidata.org/entity/Q1",)


def test_a_plain_table() -> None:
    (link,) = to_links("name,id,label\nMAML,Q7,METHOD\n", "links.csv")
    assert (link.name, link.label, link.target) == (
        "MAML",
        "METHOD",
        "http://www.wikidata.org/entity/Q7",
    )


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("a,b\n1,2\n", 1),
        ("name,id\nMAML,unknown:1\n", 2),
        ("name,id,confidence\nMAML,Q1,2\n", 2),
        ("name,id,confidence\nMAML,Q1,high\n", 2),
        ("name,id,label\nMAML,Q1,THING\n", 2),
        ("name,id\n,Q1\n", 2),
    ],
)
def test_a_bad_row_is_named(table: str, line: int) -> None:
    with pytest.raises(DecisionError, match=rf"^links.csv:{line}: "):
        to_links(table, "links.csv")
