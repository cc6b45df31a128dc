"""党建台账: the offline ledger program of a township Party committee."""

__version__ = "0.1.0"
PROGRAM_NAME = "党建台账"
