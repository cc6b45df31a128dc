"""Table models and views of the pages."""
