"""Pure rules over plain values: no data file, no window, no clock."""
