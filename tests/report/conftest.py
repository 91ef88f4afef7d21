from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store
from tests.builders import make_store


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("report") / "graph.db")


@pytest.fixture
def store(small: Path) -> Iterator[Store]:
    with Store.open(small) as store:
        yield store
