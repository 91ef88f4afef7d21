"""What a user gives beside the papers: a decisions file and a table of links."""

import glob
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DecisionError
from kg.resolve.decisions import Decision, to_decisions
from kg.resolve.links import Link, to_links

DECISIONS_FILE = "decisions.txt"


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file's name and text; ``named`` where an option named it."""

    name: str
    text: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """The decisions and the links of a build, each with the file that they stand in."""

    decisions: GivenFile | None = None
    links: GivenFile | None = None

    def to_decisions(self) -> tuple[Decision, ...]:
        """The decisions; raises :class:`~kg.errors.DecisionError` for a line that is none."""
        file = self.decisions
        return () if file is None else to_decisions(file.text, file.name)

    def to_links(self) -> tuple[Link, ...]:
        """The links; raises :class:`~kg.errors.DecisionError` for a row that makes no sense."""
        return () if self.links is None else to_links(self.links.text, self.links.name)

    def check(self) -> None:
        """Raise what the other two would, before a build has done anything."""
        self.to_decisions()
        self.to_links()

    def to_kept(self) -> dict[str, str]:
        """What ``graph.db`` keeps of them."""
        kept: dict[str, str] = {}
        for what, file in (("decisions", self.decisions), ("links", self.links)):
            if file is not None:
                kept |= {f"{what}_file": file.name, what: file.text}
                kept |= {f"{what}_named": "yes"} if file.named else {}
        return kept


def find_given(
    paths: Sequence[str | Path],
    decisions: str | Path | None,
    links: str | Path | None,
    kept: Mapping[str, str],
) -> Given:
    """What goes with a build: the files named, else what stands beside the first input, else kept.

    A file that an option named is kept in ``graph.db`` for builds without the option; one that was
    only found counts as long as it is there, and where no input is named.

    Args:
        paths: the input.
        decisions: the decisions file, where an option names one.
        links: the table of links, where an option names one.
        kept: the settings of an earlier build.

    Raises:
        DecisionError: a file cannot be read.
    """
    found = None if decisions is not None else _beside(paths)
    said = _read(decisions, named=True) or _read(found, named=False)
    return Given(
        said or _kept("decisions", kept, paths),
        _read(links, named=True) or _kept("links", kept, paths),
    )


def _beside(paths: Sequence[str | Path]) -> Path | None:
    """``decisions.txt`` beside the first input, or in it where that is a folder."""
    first = next((str(path) for path in paths if str(path) != "-"), None)
    if first is None:
        return None
    if glob.has_magic(first) and not Path(first).exists():
        first = min(glob.glob(first, recursive=True), default=first)  # noqa: PTH207
    places = (Path(first).parent / DECISIONS_FILE, Path(first) / DECISIONS_FILE)
    return next((place for place in places if place.is_file()), None)


def _read(path: str | Path | None, *, named: bool) -> GivenFile | None:
    if path is None:
        return None
    path = Path(path)
    try:
        return GivenFile(path.name, path.read_text(encoding="utf-8-sig"), named)
    except OSError as error:
        raise DecisionError(error.strerror or str(error), str(path)) from error
    except UnicodeDecodeError as error:
        raise DecisionError("is not UTF-8", str(path)) from error


def _kept(what: str, kept: Mapping[str, str], paths: Sequence[str | Path]) -> GivenFile | None:
    if what not in kept or (paths and f"{what}_named" not in kept):
        return None
    return GivenFile(kept[f"{what}_file"], kept[what], f"{what}_named" in kept)
