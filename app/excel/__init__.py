"""Reading of any sheet a clerk has, and writing of clean workbooks."""
