"""村集体经济: ledger, calibers, grid, progress and lines, half-year check, papers of villages, the 三资 platform's totals."""
