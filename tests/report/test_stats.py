from kg.report import Named, stats
from kg.store import Store


def test_the_figures_of_the_small_collection(store: Store) -> None:
    found = stats(store, limit=1)
    assert dict(found.counts) == {
        "papers": 3,
        "methods": 2,
        "benchmarks": 2,
        "tasks": 1,
        "repositories": 2,
        "edges": 18,
        "results": 1,
        "mentions": 15,
    }
    assert found.edges == (
        *(("evaluatesOn", 3), ("introduces", 3), ("measuredOn", 3), ("addresses", 2)),
        *(("hasRepository", 2), ("implementedBy", 2), ("comparesWith", 1), ("reports", 1)),
        ("usedFor", 1),
    )
    assert sum(count for _, count in found.edges) == dict(found.counts)["edges"]
    assert found.top == (
        ("method", ((Named("method/maml", "method", "MAML"), 2),)),
        ("benchmark", ((Named("benchmark/omniglot", "benchmark", "Omniglot"), 3),)),
        ("task", ((Named("task/fewshotlearning", "task", "few-shot learning"), 2),)),
    )
