"""Papers and charts: facts in, bytes out.

facts → documents (what a paper says) → frame or tables (how it lies on the page) → pen (ink) → PDF.
charts turn values into matplotlib Figures; chartrender draws a Figure on a page as vectors.
Nothing here knows the ledger: whoever calls has gathered the facts.
"""
