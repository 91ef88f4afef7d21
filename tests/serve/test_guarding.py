"""Who may ask: by name, by origin, and by what a browser says of the page that asks."""

import pytest
from starlette.datastructures import Headers

from kg.serve.guarding import Access
from kg.serve.refusals import RefusedError

_HOSTS = frozenset({"127.0.0.1"})
_FRIEND = "https://friend.example"
_ONE, _ALL, _NONE = frozenset({_FRIEND}), frozenset({"*"}), frozenset[str]()
_LINK = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
_IMAGE = {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
_FRAME = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
_PAGES = ("/", "/query", "/queries", "/method/maml", "/result/x", "/search", "/explorer")
_QUERIES = ("/sparql", "/sparql/", "/queries/orphan-methods")


def _may(origins: frozenset[str], path: str, method: str = "GET", **headers: str) -> bool:
    told = Headers({name.replace("_", "-"): value for name, value in headers.items()})
    told = Headers({"host": "127.0.0.1:8765", **told})
    try:
        Access(_HOSTS, origins).check(method, path, told)
    except RefusedError as refused:
        if refused.code != "foreign-origin":
            raise
        return False
    return True


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("origins", [_NONE, _ONE], ids=["nobody", "one other"])
def test_without_an_origin_other_sites_may_only_link(origins: frozenset[str], site: str) -> None:
    for path in _PAGES:
        assert _may(origins, path, sec_fetch_site=site, **_LINK)
        assert not _may(origins, path, "POST", sec_fetch_site=site, **_LINK)
    for path in (*_PAGES, *_QUERIES):
        for how in (_IMAGE, _FRAME, {}):
            assert not _may(origins, path, sec_fetch_site=site, **how)
    for path in _QUERIES:
        for method in ("GET", "POST"):
            assert not _may(origins, path, method, sec_fetch_site=site, **_LINK)


@pytest.mark.parametrize("path", [*_PAGES, *_QUERIES])
def test_where_all_may_ask_all_may(path: str) -> None:
    for how in (_LINK, _IMAGE, _FRAME):
        assert _may(_ALL, path, sec_fetch_site="cross-site", **how)


@pytest.mark.parametrize("path", [*_PAGES, *_QUERIES])
def test_own_pages_and_users_may_ask(path: str) -> None:
    for site in ("same-origin", "none"):
        for how in (_LINK, _IMAGE):
            assert _may(_NONE, path, "POST", sec_fetch_site=site, **how)
    assert _may(_NONE, path, "POST")
    assert _may(_NONE, path, "POST", origin="http://127.0.0.1:8765", sec_fetch_site="same-origin")


def test_an_origin_that_may_ask_is_told_from_those_that_may_not() -> None:
    site = {"sec_fetch_site": "cross-site"}
    assert _may(_ONE, "/sparql", "POST", origin=_FRIEND, **site)
    assert not _may(_ONE, "/sparql", "POST", origin="https://evil.example", **site)
    assert not _may(_NONE, "/method/maml", origin=_FRIEND, **site)
