"""One form for the many ways to write a repository's address."""

import re
from urllib.parse import urlsplit

from kg.model import LinkKind

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
_SECTIONS = ("datasets", "spaces")  # huggingface.co puts these before the owner


def repository_url(url: str) -> str:
    """The address of the repository that a URL leads into, letters as printed.

    >>> repository_url("http://www.github.com/cbfinn/MAML.git/tree/main")
    'https://github.com/cbfinn/MAML'
    """
    parts = urlsplit(url if _SCHEME.match(url) else f"https://{url}")
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
