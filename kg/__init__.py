"""paper-kg: from a pile of abstracts to a knowledge graph one can query."""
