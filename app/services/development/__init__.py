"""发展党员: entering steps one by one and in bulk, cases and their moves, papers, booklets, the year's plan, contacts."""
