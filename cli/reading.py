"""What the commands that read papers share: their settings, and the count of what went wrong."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from cli.console import note
from kg.errors import SourceError
from kg.model import Paper
from kg.settings import Settings, read_settings


def settings_of(
    config: Path | None,
    *,
    captured: datetime | None,
    model: str | None,
    processes: int | None,
    strict: bool,
) -> Settings:
    """The settings of a reading: options first, then the configuration file, then defaults.

    Raises:
        SettingsError: the configuration file cannot be read or makes no sense.
    """
    said = read_settings(config) if config else Settings()
    options = said.with_options(
        captured=captured.date() if captured else None,
        model=model,
        processes=processes,
        strict=strict or None,
    )
    return options.after({})


class Problems:
    """Shows each record that could not be read, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: SourceError) -> None:
        """Show and count one."""
        note(f"kg: warning: {error}")
        self.count += 1

    def __str__(self) -> str:
        return "1 problem" if self.count == 1 else f"{self.count} problems"


def read_input(
    paths: Sequence[str], from_format: str | None, said: Settings, problems: Problems
) -> Iterator[Paper]:
    """The papers of the input, under these settings.

    Raises:
        SourceError: a record cannot be read, where the settings say "strict".
        NothingToReadError: no usable paper in all of the input.
    """
    from kg.sources import read_papers

    return read_papers(
        paths,
        format=from_format,
        captured=said.captured,
        strict=bool(said.strict),
        on_problem=problems,
    )
