"""A server over the small collection, and one over a store that is written to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import LinkKind
from tests.builders import (
    addresses,
    annotated,
    evaluates_on,
    introduces,
    make_store,
    paper,
    reported,
    small_collection,
    uses,
)
from tests.serve.servers import TOKEN, Server, serving

HOSTILE = '<img src=x onerror="alert(1)">&\'"'


@pytest.fixture(scope="session")
def graph_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built graph with a paper that means harm."""
    folder = tmp_path_factory.mktemp("graph")
    evil = paper(
        f"Evil {HOSTILE} paper",
        f"We propose {HOSTILE}. It builds on MAML. On Omniglot it reaches 98.1%."
        " See https://github.com/a/evil",
        id="evil",
        url="javascript:alert(1)",
    )
    read = annotated(
        evil,
        introduces(HOSTILE),
        uses("MAML"),
        evaluates_on("Omniglot"),
        addresses("reaches"),
        links=[("https://github.com/a/evil", LinkKind.CODE)],
        reported=[reported(evil, "98.1%", method=0, benchmark=2)],
    )
    make_store(folder / "graph.db", [*small_collection(), read])
    (folder / "redirects.tsv").write_text("method/old\tmethod/older\nmethod/older\tmethod/maml\n")
    (folder / "graph.html").write_text("<!doctype html><title>page</title>")
    return folder


@pytest.fixture(scope="session")
def server(graph_folder: Path) -> Iterator[Server]:
    """A server over the small collection, read-only."""
    with serving("-g", graph_folder, "--processes", "2", "--time-limit", "20") as started:
        yield started


@pytest.fixture(scope="session")
def token_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the token."""
    path = tmp_path_factory.mktemp("secret") / "token"
    path.write_text(f"{TOKEN}\n")
    path.chmod(0o600)
    return path


@pytest.fixture(scope="session")
def writable(tmp_path_factory: pytest.TempPathFactory, token_file: Path) -> Iterator[Server]:
    """A server over a store of its own, with the token."""
    folder = tmp_path_factory.mktemp("store") / "own"
    told = ("--writable", "--store", folder, "--token-file", token_file, "--time-limit", "60")
    with serving(*told) as started:
        yield started
