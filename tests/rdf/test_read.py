"""RDF files of others: what is read of them, and what could grow without end."""

import time
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.rdf import read
from kg.rdf.read import read_triples

_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:"'
_BODY = '<rdf:Description rdf:about="urn:a"><e:p>{}</e:p></rdf:Description>'
_LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
_BILLION = f'[<!ENTITY l0 "lol">{_LAUGHS}]'


def written(folder: Path, text: str, name: str = "x.rdf") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def rdf(text: str, before: str = "") -> str:
    return f"{before}<rdf:RDF {_RDF}>{text}</rdf:RDF>"


@pytest.mark.parametrize("name", ["x.rdf", "x.xml", "X.RDF"])
@pytest.mark.parametrize("word", ["DOCTYPE", "doctype", "DocType"])
def test_entities_are_refused_before_they_grow(tmp_path: Path, name: str, word: str) -> None:
    text = rdf(_BODY.format("&l9;"), f'<?xml version="1.0"?>\n\n<!{word} r {_BILLION}>')
    began = time.monotonic()
    with pytest.raises(SourceError, match=r":3: <!DOCTYPE is not read[^\n]*$"):
        list(read_triples(written(tmp_path, text, name)))
    assert time.monotonic() - began < 5


def test_wherever_they_stand(tmp_path: Path) -> None:
    """XML has them only in front; Oxigraph takes them anywhere."""
    text = rdf(f'<!DOCTYPE r [<!ENTITY a "b">]>{_BODY.format("&a;")}')
    with pytest.raises(SourceError, match=":1: <!DOCTYPE"):
        list(read_triples(written(tmp_path, text)))


@pytest.mark.parametrize("place", range(55, 68))
def test_also_where_a_file_is_read_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.setattr(read, "_CHUNK", 32)
    text = "\n" * place + '<!DOCTYPE r [<!ENTITY a "b">]>' + rdf(_BODY.format("&a;"))
    with pytest.raises(SourceError, match=f":{place + 1}: <!DOCTYPE"):
        list(read_triples(written(tmp_path, text)))


def test_without_them_it_is_read(tmp_path: Path) -> None:
    text = rdf(_BODY.format("&lt;!DOCTYPE html&gt; &#65;"), '<?xml version="1.0"?>')
    ((_, _, value),) = read_triples(written(tmp_path, text))
    assert str(value) == '"<!DOCTYPE html> A"'


def test_in_other_forms_the_words_are_words(tmp_path: Path) -> None:
    ((_, _, value),) = read_triples(written(tmp_path, '<urn:a> <urn:b> "<!DOCTYPE" .', "x.nt"))
    assert str(value) == '"<!DOCTYPE"'
