"""One form for the many ways to write a repository's address."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from kg.ids import entity_node
from kg.model import Annotation, Entity, Label, LinkKind

KINDS = (LinkKind.CODE, LinkKind.DATA, LinkKind.MODEL, LinkKind.PROJECT)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.\-]*://", re.IGNORECASE)
_HOSTS = (
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "huggingface.co",
    "gitee.com",
)
_BARE = re.compile(r"(?:https?://)?([^\s()\[\]{}<>!]+\.[^\s()\[\]{}<>!]+)")
_SECTIONS = ("datasets", "spaces")  # huggingface.co puts these before the owner


def repository_url(url: str) -> str:
    """The address of the repository that a URL leads into, letters as printed.

    >>> repository_url("http://www.github.com/cbfinn/MAML.git/tree/main")
    'https://github.com/cbfinn/MAML'
    """
    parts = _split(url)
    host = parts.netloc.lower().removeprefix("www.")
    path = [part for part in parts.path.split("/") if part]
    if host not in _HOSTS:
        query = f"?{parts.query}" if parts.query else ""
        return "/".join((f"https://{host}", *path)) + query
    path = path[: 3 if path[:1] and path[0] in _SECTIONS else 2]
    return "/".join((f"https://{host}", *path)).removesuffix(".git")


def repository_key(url: str) -> str:
    """The normal form of a repository's address.

    >>> repository_key("http://www.github.com/cbfinn/MAML.git/tree/main")
    'github.com/cbfinn/maml'
    """
    key = repository_url(url).removeprefix("https://")
    return key.lower() if key.split("/")[0] in _HOSTS else key


def repository_name(url: str) -> str:
    """What to call a repository: ``owner/name`` where a well-known host keeps it."""
    address = repository_url(url).removeprefix("https://")
    host, _, path = address.partition("/")
    return path if path and host in _HOSTS else address


def repository_node(url: str) -> str:
    """The id of the repository that a URL leads into."""
    return entity_node(Label.REPO, repository_key(url))


class Addresses:
    """The repositories of a collection, and how papers write their addresses."""

    def __init__(self) -> None:
        self._found: dict[str, Counter[str]] = {}

    def add(self, annotation: Annotation) -> None:
        """Take in the links of one paper."""
        for url in _addresses(annotation):
            self._found.setdefault(repository_node(url), Counter())[url] += 1

    def entities(self) -> Iterator[Entity]:
        """One entity a repository, whatever the forms of its address."""
        for id, urls in self._found.items():
            usual = min(urls, key=lambda url: (-urls[url], url))
            name = repository_name(usual)
            aliases = tuple(sorted({name, *urls}))
            yield Entity(id, Label.REPO, name, aliases, None, (repository_url(usual),))


def repositories_of(annotation: Annotation) -> set[str]:
    """The ids of the repositories that a paper leads to."""
    return set(map(repository_node, _addresses(annotation)))


def _addresses(annotation: Annotation) -> Iterator[str]:
    yield from (link.url for link in annotation.links if link.kind in KINDS)
    yield from annotation.paper.code_links


def _split(url: str) -> SplitResult:
    """The parts of an address; of one in broken brackets, those of the first address inside."""
    try:
        return urlsplit(url if _SCHEME.match(url) else f"https://{url}")
    except ValueError:
        found = _BARE.search(url)
        return urlsplit(f"https://{found[1] if found else re.sub(r'[^a-zA-Z0-9./-]', '', url)}")
