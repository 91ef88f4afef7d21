#!/usr/bin/env python3
"""Writes the quality table of the README from ``kg evaluate``; --check only compares."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
COMMAND = ["evaluate", "tests/data/dev.jsonl", "--papers", "seeds", "--split", "--json"]
SHOWN = {
    "METHOD/named": "methods with a name",
    "METHOD/concept": "methods without one",
    "BENCHMARK": "benchmarks",
    "TASK": "tasks",
    "introduced/named": "named things that a paper introduces",
    "edges (entity+role)": "things with their role",
    "repos": "links",
    "results value": "reported numbers",
    "results lenient": "reported numbers with their method or benchmark",
    "results strict": "reported numbers with kind, method and benchmark",
    "results strict, trusted": "the same, of those that are not doubtful",
}
BLOCK = re.compile(r"(<!-- quality: .*? -->\n).*?(<!-- /quality -->)", re.DOTALL)


def read_figures() -> dict[str, dict[str, dict[str, float]]]:
    """What ``kg evaluate --split --json`` prints."""
    program = [sys.executable, "-c", "from cli.main import main; main()"]
    ran = subprocess.run([*program, *COMMAND], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return json.loads(ran.stdout)


def to_table(figures: dict[str, dict[str, dict[str, float]]]) -> str:
    """The table in Markdown: F1 of each half, then of all, with precision and recall."""
    head = "| | half that was looked at | half set aside | all: F1 | precision | recall |"
    rows = [head, "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for measure, words in SHOWN.items():
        rules, aside, both = (figures[part][measure] for part in ("rules", "aside", "all"))
        cells = (rules["f1"], aside["f1"], both["f1"], both["p"], both["r"])
        rows.append(f"| {words} | {' | '.join(f'{cell:.2f}' for cell in cells)} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Put the table into the README, or say that the one there is another."""
    text = README.read_text("utf-8")
    table = to_table(read_figures())
    new = BLOCK.sub(lambda found: found[1] + table + found[2], text)
    if "--check" not in sys.argv:
        README.write_text(new, "utf-8")
    elif new != text or table not in text:
        sys.exit("README.md: these are not the figures of kg evaluate; run scripts/quality.py")


if __name__ == "__main__":
    main()
