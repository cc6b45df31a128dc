"""Data at rest: the only SQL in the program."""
