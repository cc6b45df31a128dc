"""Faults made on purpose: a disk that fills up, a process that is gone in the middle of its work."""
