from datetime import date
from pathlib import Path

import pytest

from kg.errors import SettingsError
from kg.settings import Settings, read_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kg.toml"


def test_reads_its_table_only(file: Path) -> None:
    file.write_text(
        '[tool.other]\nbase-iri = 7\n[tool.paper-kg]\nbase-iri = "https://example.org/kg/"\n'
        "captured = 2025-12-11\nprocesses = 4\nstrict = true\n"
    )
    assert read_settings(file) == Settings(
        "https://example.org/kg/", date(2025, 12, 11), None, processes=4, strict=True
    )


def test_a_file_without_the_table_says_nothing(file: Path) -> None:
    file.write_text("[project]\nname = 'x'\n")
    assert read_settings(file) == Settings()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("colour = 1", r"there is no setting 'colour'; known: base-iri, captured, evidence"),
        ("base-iri = 'no iri'", "base-iri = 'no iri': expected an absolute IRI"),
        ("base-iri = 'http://x.org/<a>/'", "expected an absolute IRI"),
        ("base-iri = 'http://x.org'", "ends in '/', '#' or ':'"),
        ("captured = '2025-12-11'", "expected a date such as 2025-12-11"),
        ("captured = 2025-12-11T10:00:00", "expected a date such as 2025-12-11"),
        ("processes = 0", "processes = 0: expected a whole number from 1"),
        ("processes = true", "expected a whole number from 1"),
        ("strict = 'yes'", "expected true or false"),
        ("evidence = 'some'", "expected none, compact, full"),
        ("model = ''", "expected a name or a folder"),
    ],
)
def test_what_makes_no_sense_is_named_with_its_file(file: Path, line: str, said: str) -> None:
    file.write_text(f"[tool.paper-kg]\n{line}\n")
    with pytest.raises(SettingsError, match=said) as caught:
        read_settings(file)
    assert str(caught.value).startswith(f"{file}: [tool.paper-kg] ")


def test_files_that_cannot_be_read(file: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        read_settings(file)
    file.write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="not UTF-8"):
        read_settings(file)
    file.write_text("[tool")
    with pytest.raises(SettingsError, match="not TOML"):
        read_settings(file)
    file.write_text("tool = 1")
    with pytest.raises(SettingsError, match="tool is no table"):
        read_settings(file)


def test_an_option_comes_before_the_file_the_file_before_the_graph() -> None:
    kept = Settings(base_iri="urn:kept:", model="kept", captured=date(2020, 1, 1)).to_kept()
    from_file = Settings(base_iri="urn:file:", model="file")
    chosen = from_file.with_options(base_iri="urn:option:", model=None).after(kept)
    assert (chosen.base_iri, chosen.model) == ("urn:option:", "file")
    assert chosen.captured == date(2020, 1, 1)


def test_defaults() -> None:
    chosen = Settings().after({})
    assert (chosen.base_iri, chosen.model, chosen.captured) == ("urn:paper-kg:", "default", None)


def test_an_unknown_option() -> None:
    with pytest.raises(SettingsError, match="there is no setting 'base-uri'"):
        Settings().with_options(base_uri="urn:x:")


def test_what_shapes_the_output_is_kept() -> None:
    said = Settings("urn:x:", date(2025, 12, 11), "fast", processes=3, strict=True)
    assert said.to_kept() == {
        "base_iri": "urn:x:",
        "captured": "2025-12-11",
        "evidence": "compact",
        "model": "fast",
    }
    assert Settings(evidence="full").after({"evidence": "none"}).to_kept()["evidence"] == "full"
    assert Settings().after({"evidence": "none"}).to_kept()["evidence"] == "none"
    assert Settings().after(said.to_kept()).to_kept() == said.to_kept()
