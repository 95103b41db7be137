"""The nouns and rules of training. Standard library only: no clock, no file, no Qt, no SQL."""
