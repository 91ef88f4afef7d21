"""The page: ``graph.html``."""

from kg.export.html.page import write_html

__all__ = ["write_html"]
