"""How long the road takes on the seeds, each figure beside a peer measured in the same run.

::

    python benchmarks/build.py [RUNS]

Prints a line a measure: the median of the runs in seconds, the peer's, and their ratio.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
KG = Path(sys.executable).with_name("kg")


def main(runs: int = 3) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        fresh = [Path(folder) / f"cold-{run}" for run in range(runs)]
        cold = [_seconds(partial(_build, place)) for place in fresh]
        _build(output)
        again = [_seconds(partial(_build, output)) for _ in range(runs)]
        ours, theirs = zip(*(_lay_out(output) for _ in range(runs)), strict=True)
        read, tokenized = zip(*(_read() for _ in range(runs)), strict=True)
    _print("second build, beside the cold one", again, cold)
    _print("layout, beside networkx's ForceAtlas2", ours, theirs)
    _print("reading 227 papers, beside spaCy's tokenizer alone", read, tokenized)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _build(output: Path) -> None:
    command = [str(KG), "build", str(SEEDS), "-o", str(output)]
    subprocess.run(command, check=True, capture_output=True)


def _lay_out(output: Path) -> tuple[float, float]:
    import networkx as nx

    import kg
    from kg.graph.communities import find_communities
    from kg.graph.layout import lay_out

    with kg.load(output) as built:
        graph = built.graph
    communities = find_communities(graph)
    ours = _seconds(lambda: lay_out(graph, communities))
    return ours, _seconds(lambda: nx.forceatlas2_layout(nx.Graph(graph), seed=0))


def _read() -> tuple[float, float]:
    import spacy

    from kg.nlp import read
    from kg.sources import read_papers

    papers = list(read_papers([SEEDS]))
    list(read(papers[:1]))
    nlp = spacy.blank("en")
    ours = _seconds(lambda: list(read(papers)))
    return ours, _seconds(lambda: [nlp(paper.text) for paper in papers])


def _print(what: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    one, other = statistics.median(ours), statistics.median(theirs)
    print(f"{what}: {one:.2f} s, {other:.2f} s, ratio {one / other:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
