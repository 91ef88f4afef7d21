"""The page: ``graph.html``."""

from kg.export.html.page import DRAWN, write_html

__all__ = ["DRAWN", "write_html"]
