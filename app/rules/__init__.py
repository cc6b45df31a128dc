"""Pure rules over plain values, no ledger, no window, no clock; only `reference*` read the rules shipped as data."""
