from pathlib import Path

import pytest

from kg.model import LinkKind
from kg.sparql import Graph, load
from kg.store import Store
from tests.builders import (
    addresses,
    annotated,
    compares_with,
    evaluates_on,
    introduces,
    make_store,
    paper,
    reported,
    small_collection,
    uses,
)


@pytest.fixture(scope="session")
def five_and_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small collection and three papers that build on it."""
    alpha = paper(
        "Alpha: adapting quickly",
        "We propose Alpha for few-shot learning. Alpha builds on MAML."
        " Alpha is evaluated on Omniglot and reaches 98.1%. Code: https://github.com/a/alpha",
    )
    beta = paper(
        "Beta: adapting slowly",
        "We propose Beta for few-shot learning. Beta builds on MAML and is compared with Reptile."
        " Beta is evaluated on Omniglot and on miniImageNet.",
    )
    gamma = paper("Gamma: not adapting", "We propose Gamma.")
    read = [
        *small_collection(),
        annotated(
            alpha,
            introduces("Alpha"),
            uses("MAML"),
            evaluates_on("Omniglot"),
            addresses("few-shot learning"),
            links=[("https://github.com/a/alpha", LinkKind.CODE)],
            reported=[reported(alpha, "98.1%", method=0, benchmark=2)],
        ),
        annotated(
            beta,
            introduces("Beta"),
            uses("MAML"),
            compares_with("Reptile"),
            evaluates_on("Omniglot"),
            evaluates_on("miniImageNet"),
            addresses("few-shot learning"),
        ),
        annotated(gamma, introduces("Gamma")),
    ]
    return make_store(tmp_path_factory.mktemp("sparql") / "graph.db", read)


@pytest.fixture(scope="session")
def graph(five_and_one: Path) -> Graph:
    with Store.open(five_and_one) as store:
        return load(store)
