"""Every verb of the program; the only place that starts an operation."""
