"""Models by name: the two that ship, and those that a user brings as a folder or a package.

``fast`` is rules, lexicon and linear weights; ``default`` has the reading model in the place of the
linear weights. A folder that ``kg train`` wrote is ``default`` with other weights; any other folder
or installed package is a spaCy pipeline that finds mentions.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import entry_points, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

NAMES = ("fast", "default")
SHIPPED = Path(__file__).parent / "model"
READER_FILE, PIPELINE_FILE, PACKAGE_FILE = "reader.toml", "config.cfg", "meta.json"
READER_FILES = (READER_FILE, "encoder.onnx", "head.onnx", "widths.npy", "tokenizer.json")


class Finder(Enum):
    """What finds the mentions."""

    WEIGHTS = "weights"
    READER = "reader"
    BROUGHT = "brought"


@dataclass(frozen=True, slots=True)
class Model:
    """A model that was named.

    Attributes:
        finder: what finds mentions in it.
        source: where its files are: a folder, or a package for spaCy to load; empty for ``fast``.
        folder: the folder of its files; None for ``fast``, whose files are the package's own.
    """

    finder: Finder
    source: str = ""
    folder: Path | None = None


def find_model(name: str) -> Model:
    """The model of a name; a folder comes before a package.

    Raises:
        ModelError: there is no such model, or the folder holds none.
    """
    if name == "fast":
        return Model(Finder.WEIGHTS)
    folder = SHIPPED if name == "default" else Path(name)
    if (folder / READER_FILE).is_file():
        return Model(Finder.READER, str(folder), folder)
    if (folder / PIPELINE_FILE).is_file():
        return Model(Finder.BROUGHT, str(folder), folder)
    if name == "default" or folder.is_dir():
        needed = f"neither {READER_FILE} of kg train nor {PIPELINE_FILE} of spaCy"
        raise ModelError(f"no model in {folder}: {needed}")
    if package := _find_package(name):
        return Model(Finder.BROUGHT, name, package)
    choices = f"{', '.join(NAMES)}, a folder, or an installed spaCy pipeline"
    raise ModelError(f"no model {name!r}: choose from {choices}")


def _find_package(name: str) -> Path | None:
    """The folder of an installed package that holds a spaCy pipeline; nothing is imported."""
    spec = find_spec(name) if name.isidentifier() else None
    folders = [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    return next((each for each in folders if (each / PACKAGE_FILE).is_file()), None)


def make_model(model: Model) -> "Language":
    """The pipeline that reads with a model.

    Raises:
        ModelError: its files are damaged, or it finds no mentions.
    """
    from kg.nlp.pipeline import BROUGHT, READER, make_pipeline

    if model.finder is Finder.WEIGHTS:
        return make_pipeline()
    if model.finder is Finder.READER:
        return make_pipeline(READER, {"kg_reader": {"folder": model.source}})
    return make_pipeline(BROUGHT, {"kg_brought": {"source": model.source}})


def model_digest(model: Model) -> bytes:
    """SHA-256 over what a model adds to the package: files, and versions of what runs it."""
    digest = hashlib.sha256(model.finder.value.encode())
    for package in sorted(set(_runners(model))):
        digest.update(f"\0{package} {version(package)}".encode())
    for path in sorted(_files(model)):
        digest.update(path.relative_to(model.folder or path).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def _runners(model: Model) -> Iterator[str]:
    """The installed packages, other than spaCy, that what a model finds may depend on."""
    if model.finder is Finder.READER:
        yield from ("onnxruntime", "tokenizers")
    if model.finder is Finder.BROUGHT:
        found = entry_points(group="spacy_factories")
        yield from (point.dist.name for point in found if point.dist)


def _files(model: Model) -> Iterator[Path]:
    """The files that a model is; a training leaves others beside them."""
    for path in model.folder.rglob("*") if model.folder else ():
        is_part = model.finder is not Finder.READER or path.name in READER_FILES
        if is_part and path.is_file() and path.suffix != ".pyc":
            yield path
