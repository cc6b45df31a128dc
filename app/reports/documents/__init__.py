"""The table papers: records of one kind in, tables out; the same tables go to PDF and to a workbook."""
