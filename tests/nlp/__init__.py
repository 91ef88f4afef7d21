"""Tests of kg.nlp."""
