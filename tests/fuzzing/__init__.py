"""Hostile inputs made from a number, and what must hold of each: for `scripts/fuzz.py` and `tests/test_fuzz.py`.

making   bytes and texts: random ones, and damaged ones of each format
seeds    one sound document of every format, from which the damaged ones are made
records  itineraries and events of random content within the rules of their types
laws     what must hold of every result
readers  readers that fail in every way
targets  what is tried: name -> one try with a source of chance; a broken law raises
"""
