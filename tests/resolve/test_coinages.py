"""Few letters that one paper coins, and what other papers mean by them."""

from collections.abc import Callable

import pytest

from kg.model import Annotation
from kg.resolve import resolve
from tests.builders import Named, annotated, evaluates_on, introduces, mentions, paper, uses

LONG = "Gaussian Process Density Sampler"
COINED = paper("One", f"We propose the {LONG} (GPDS). Omniglot, GSM8K.", id="one")


def read(id: str, text: str, *named: Named) -> Annotation:
    return annotated(paper(id, text, id=id), *named)


def is_joined(*annotations: Annotation) -> bool:
    """Whether the first group of the first two papers is one thing."""
    resolution = resolve(annotations)
    one, other = (resolution.entity_of(each.paper.id, 0) for each in annotations[:2])
    assert one
    assert other
    return one == other


def test_bare_letters_elsewhere_do_not_mean_a_coinage() -> None:
    coined = annotated(COINED, introduces(LONG, "GPDS"))
    assert not is_joined(coined, read("two", "We use GPDS.", uses("GPDS")))
    (doubt,) = resolve([coined, read("two", "We use GPDS.", uses("GPDS"))]).doubts
    assert doubt.papers == 1


def test_they_do_where_other_names_bear_it_out() -> None:
    company = evaluates_on("Omniglot"), evaluates_on("GSM8K")
    coined = annotated(COINED, introduces(LONG, "GPDS"), *company)
    other = read("two", "We use GPDS on Omniglot and GSM8K.", uses("GPDS"), *company)
    assert is_joined(coined, other)


def test_they_do_where_two_papers_define_them() -> None:
    coined = annotated(COINED, introduces(LONG, "GPDS"))
    confirming = read("three", f"The {LONG} (GPDS).", uses(LONG, "GPDS"))
    assert is_joined(coined, read("two", "We use GPDS.", uses("GPDS")), confirming)


def test_they_do_where_many_use_them() -> None:
    coined = annotated(COINED, introduces(LONG, "GPDS"))
    others = [read(id, "We use GPDS.", uses("GPDS")) for id in ("two", "three", "four")]
    assert is_joined(coined, *others)


def test_they_do_where_the_paper_that_defines_them_did_not_coin_them() -> None:
    using = annotated(COINED, uses(LONG, "GPDS"))
    assert is_joined(using, read("two", "We use GPDS.", uses("GPDS")))
    assert not is_joined(using, read("two", "We propose GPDS.", introduces("GPDS")))


@pytest.mark.parametrize("role", [uses, mentions])
def test_a_long_coinage_is_hardly_coined_twice(role: Callable[..., Named]) -> None:
    one = paper("One", "We propose Person Transfer Network (PTNetwork).", id="one")
    coined = annotated(one, introduces("Person Transfer Network", "PTNetwork"))
    assert is_joined(coined, read("two", "We use PTNetwork.", role("PTNetwork")))
