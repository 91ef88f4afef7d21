"""Reading: from a paper to its annotation.

A spaCy pipeline of one component a file. What is found in a paper depends on that paper alone, not
on its neighbours, the batch, or the number of processes.
"""

from kg.nlp.reading import pipeline_version, read

__all__ = ["pipeline_version", "read"]
