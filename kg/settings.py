"""Settings: what an option, a configuration file, or the graph itself says about a build.

An option comes first, then ``[tool.paper-kg]`` of the TOML file given, then what ``graph.db`` kept
of an earlier build, then the default::

    [tool.paper-kg]
    base-iri = "https://example.org/kg/"
    captured = 2025-12-11
    processes = 4
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from kg.errors import SettingsError

BASE_IRI = "urn:paper-kg:"
EVIDENCE = "compact"
MODEL = "fast"
_TABLE = ("tool", "paper-kg")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20]*")


class EvidenceLevel(StrEnum):
    """How much the RDF tells of what a statement rests on; ``graph.db`` always holds all of it."""

    NONE = "none"
    COMPACT = "compact"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build can be told; None stands for "not said".

    Attributes:
        base_iri: what every IRI of the graph begins with; ends in ``/``, ``#`` or ``:``.
        captured: the day on which listing pages were taken; it gives their dates a year.
        model: the reading model, a name or a folder.
        processes: how many processes read papers.
        strict: whether a bad record is an error rather than a warning.
        evidence: how much the RDF tells of what statements rest on: none, compact or full.

    Raises:
        SettingsError: a value makes no sense.
    """

    base_iri: str | None = None
    captured: date | None = None
    model: str | None = None
    processes: int | None = None
    strict: bool | None = None
    evidence: str | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None and (wrong := _CHECKS[field.name](value)):
                raise SettingsError(f"{_option(field.name)} = {value!r}: {wrong}")

    def with_options(self, **options: Any) -> Self:
        """These settings with some of them said anew; an option that is None says nothing.

        Raises:
            SettingsError: there is no such setting, or the value makes no sense.
        """
        for name in options:
            if name not in _CHECKS:
                raise SettingsError(f"there is no setting {_option(name)!r}; {_choices()}")
        return replace(self, **{name: said for name, said in options.items() if said is not None})

    def to_kept(self) -> dict[str, str]:
        """What ``graph.db`` keeps: the settings that shape the output."""
        kept = {"base_iri": self.base_iri or BASE_IRI, "model": self.model or MODEL}
        kept["evidence"] = self.evidence or EVIDENCE
        return kept | ({"captured": self.captured.isoformat()} if self.captured else {})

    def after(self, kept: Mapping[str, str]) -> Self:
        """These settings, and where they say nothing what ``graph.db`` kept, or the default."""
        captured = kept.get("captured")
        return replace(
            self,
            base_iri=self.base_iri or kept.get("base_iri", BASE_IRI),
            captured=self.captured or (date.fromisoformat(captured) if captured else None),
            evidence=self.evidence or kept.get("evidence", EVIDENCE),
            model=self.model or kept.get("model", MODEL),
        )


def read_settings(path: str | Path) -> Settings:
    """Read ``[tool.paper-kg]`` of a TOML file; without that table nothing is said.

    Raises:
        SettingsError: the file cannot be read, has an unknown key, or a value that makes no sense.
    """
    try:
        table: Any = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {_reason(error)}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error
    for name in _TABLE:
        table = table.get(name, {})
        if not isinstance(table, dict):
            raise SettingsError(f"{path}: {name} is no table")
    try:
        return Settings().with_options(**{key.replace("-", "_"): table[key] for key in table})
    except SettingsError as error:
        raise SettingsError(f"{path}: [tool.paper-kg] {error}") from error


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "it is not UTF-8"


def _check_base_iri(value: object) -> str | None:
    if not isinstance(value, str) or not _IRI.fullmatch(value):
        return "expected an absolute IRI"
    return None if value[-1] in "/#:" else "expected an IRI that ends in '/', '#' or ':'"


def _check_captured(value: object) -> str | None:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return None if is_day else "expected a date such as 2025-12-11"


def _check_evidence(value: object) -> str | None:
    return None if value in list(EvidenceLevel) else f"expected {', '.join(EvidenceLevel)}"


def _check_model(value: object) -> str | None:
    return None if isinstance(value, str) and value else "expected a name or a folder"


def _check_processes(value: object) -> str | None:
    is_count = isinstance(value, int) and not isinstance(value, bool) and value >= 1
    return None if is_count else "expected a whole number from 1"


def _check_strict(value: object) -> str | None:
    return None if isinstance(value, bool) else "expected true or false"


_CHECKS = {
    "base_iri": _check_base_iri,
    "captured": _check_captured,
    "evidence": _check_evidence,
    "model": _check_model,
    "processes": _check_processes,
    "strict": _check_strict,
}


def _option(name: str) -> str:
    return name.replace("_", "-")


def _choices() -> str:
    return f"known: {', '.join(map(_option, _CHECKS))}"
