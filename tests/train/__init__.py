"""Tests of kg.train."""
