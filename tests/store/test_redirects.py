from pathlib import Path

from kg.store.redirects import append_redirects, read_redirects


def test_the_file_grows_and_old_ids_lead_to_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "redirects.tsv"
    assert not append_redirects(path, {})
    assert not path.exists()
    assert append_redirects(path, {"method/smart": "method/smart/a"})
    assert append_redirects(path, {"method/smart/a": "method/smart/b"})
    assert path.read_text() == "method/smart\tmethod/smart/a\nmethod/smart/a\tmethod/smart/b\n"
    assert read_redirects(path) == {
        "method/smart": "method/smart/b",
        "method/smart/a": "method/smart/b",
    }


def test_a_circle_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "redirects.tsv"
    append_redirects(path, {"a": "b", "b": "a"})
    assert read_redirects(path) == {}
    assert read_redirects(tmp_path / "none.tsv") == {}
