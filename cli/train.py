"""``kg train``: a reading model from annotated papers."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from cli.console import note, show_table
from cli.reading import Problems, read_input
from kg.settings import Settings

Data = Annotated[
    list[Path],
    typer.Option("--data", metavar="FILE", help="Annotations, JSON Lines; may be said again."),
]
Texts = Annotated[
    Optional[list[str]],  # noqa: UP045  typer reads it at run time on 3.11
    typer.Option("--texts", metavar="PATHS...", help="Files that hold the annotated papers."),
]
More = Annotated[Optional[list[str]], typer.Argument(metavar="PATHS", hidden=True)]  # noqa: UP045
Unlabelled = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--unlabelled", metavar="PATH", help="Papers to adapt the encoder on first."),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder of the model.")]
TrainConfig = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--config", metavar="FILE", help="Settings of the training, TOML."),
]
Seed = Annotated[Optional[int], typer.Option("--seed", help="What chance is drawn from.")]  # noqa: UP045


def train(
    data: Data,
    out: Out,
    texts: Texts = None,
    more: More = None,
    unlabelled: Unlabelled = None,
    config: TrainConfig = None,
    seed: Seed = None,
) -> None:
    """Train a reading model that --model DIR reads with; needs the extra "train".

    The texts are found by the ids of the annotations; those that are missing are listed at the
    end. A run that was broken off goes on where it was. docs/model.md says what the model is, and
    how the one that ships was made.

    Example:
        kg train --data kg/train/data/annotations.jsonl --texts papers.jsonl --out model
        kg extract seeds --model model
    """
    from kg.train import load_training

    paths, problems, said = [*(texts or []), *(more or [])], Problems(), Settings()
    if not paths:
        raise typer.BadParameter("name the annotated papers with --texts")
    training, chosen = load_training(config, seed)
    plain = read_input(unlabelled, None, said, problems) if unlabelled else ()
    papers = read_input(paths, None, said, problems)
    report = training.train(data, papers, out, chosen, unlabelled=plain, tell=note)
    rows = [
        [name, f"{report.thresholds.get(name, 0):.2f}", f"{tune:.3f}", f"{report.test[name]:.3f}"]
        for name, tune in report.tune.items()
    ]
    show_table(["F1", "threshold", "tuned on", "not seen"], rows, f"{out}: {report.papers}")
    if report.missing:
        note(f"kg: without text, left out: {', '.join(report.missing)}")
