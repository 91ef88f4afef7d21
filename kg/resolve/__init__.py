"""Resolution: what mentions mean across papers, and the relations and results that follow."""

from kg.resolve.resolution import Resolution, resolve

__all__ = ["Resolution", "resolve"]
