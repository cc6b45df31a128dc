"""Reusable pieces of the window that know nothing of the Party's ledgers."""
