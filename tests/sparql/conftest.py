from dataclasses import replace
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
def contested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Methods that are measured twice, built upon, or left alone."""
    lepton = paper(
        "Lepton sorts",
        "We propose Lepton for sorting. On SortBench Lepton has an accuracy of 60.5%.",
        published="2019-06",
    )
    doubtful = replace(
        reported(lepton, "60.5%", method=0, benchmark=1, metric="accuracy"), score=0.5
    )
    gluon = paper(
        "Gluon sorts better",
        "We propose Gluon for sorting. Gluon builds on Lepton."
        " On SortBench Gluon has an accuracy of 70.25%. Code: https://github.com/g/gluon",
        published="2020-01-15",
    )
    quark = paper(
        "Quark sorts and ranks",
        "We propose Quark for sorting and ranking."
        " Quark builds on Lepton and beats Gluon and Meson."
        " We evaluate on SortBench and RankBench. Its accuracy on SortBench is 71.5%."
        " Code: https://github.com/q/quark and https://github.com/q/more",
        published="2020-03-01",
    )
    again = paper(
        "Measured again",
        "We measure Quark and Gluon on SortBench and RankBench, which are for ranking."
        " On SortBench Quark has an accuracy of 69.5% and Gluon of 68.75%.",
        published="2020-11",
    )
    muon = paper("Muon comes", "We propose Muon.", published="2021")
    twice = paper("Muon comes again", "We propose Muon, as others did.", published="2022")
    boson = paper("Boson is alone", "We propose Boson and Tauon.")
    return make_store(
        tmp_path_factory.mktemp("contested") / "graph.db",
        [
            annotated(
                lepton,
                introduces("Lepton"),
                evaluates_on("SortBench"),
                addresses("sorting"),
                reported=[doubtful],
            ),
            annotated(
                gluon,
                introduces("Gluon"),
                uses("Lepton"),
                evaluates_on("SortBench"),
                addresses("sorting"),
                links=[("https://github.com/g/gluon", LinkKind.CODE)],
                reported=[reported(gluon, "70.25%", method=0, benchmark=2, metric="accuracy")],
            ),
            annotated(
                quark,
                introduces("Quark"),
                uses("Lepton"),
                compares_with("Gluon"),
                evaluates_on("SortBench"),
                evaluates_on("RankBench"),
                compares_with("Meson"),
                addresses("sorting"),
                addresses("ranking"),
                links=[
                    ("https://github.com/q/quark", LinkKind.CODE),
                    ("https://github.com/q/more", LinkKind.CODE),
                ],
                reported=[reported(quark, "71.5%", method=0, benchmark=3, metric="accuracy")],
            ),
            annotated(
                again,
                compares_with("Quark"),
                compares_with("Gluon"),
                evaluates_on("SortBench"),
                evaluates_on("RankBench"),
                addresses("ranking"),
                reported=[
                    reported(again, "69.5%", method=0, benchmark=2, metric="accuracy"),
                    reported(again, "68.75%", method=1, benchmark=2, metric="accuracy"),
                ],
            ),
            annotated(muon, introduces("Muon")),
            annotated(twice, introduces("Muon")),
            annotated(boson, introduces("Boson"), introduces("Tauon")),
        ],
    )


@pytest.fixture(scope="session")
def contested_graph(contested: Path) -> Graph:
    with Store.open(contested) as store:
        return load(store)


@pytest.fixture(scope="session")
def graph(five_and_one: Path) -> Graph:
    with Store.open(five_and_one) as store:
        return load(store)
