"""The pipeline: its components, in order, with what they need and give."""

import subprocess
import sys

from kg.nlp.pipeline import COMPONENTS, make_pipeline


def test_components_stand_in_order_and_lack_nothing() -> None:
    nlp = make_pipeline()
    assert nlp.pipe_names == list(COMPONENTS)
    assert nlp.pipe_names == [
        "kg_sentences",
        "kg_links",
        "kg_abbreviations",
        "kg_lexicon",
        "kg_cues",
        "kg_entities",
        "kg_roles",
        "kg_groups",
        "kg_results",
    ]
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert analysis["problems"] == {name: [] for name in nlp.pipe_names}
    assert all(analysis["summary"][name]["assigns"] for name in nlp.pipe_names)


def test_importing_the_package_does_not_import_spacy() -> None:
    script = "import sys, kg.nlp; kg.nlp.pipeline_version(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
