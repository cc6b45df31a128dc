-- Rating schemes of the office's own, rounds opened again after filing, and what rounds and acceptances also state.

CREATE TABLE rating_scheme (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  code TEXT NOT NULL, name TEXT NOT NULL, valid_from TEXT NOT NULL,
  content TEXT NOT NULL,      -- the whole scheme, JSON
  note TEXT
) STRICT;
CREATE UNIQUE INDEX rating_scheme_code ON rating_scheme (code) WHERE _del = 0;

CREATE TABLE rating_reopening (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  year INTEGER NOT NULL, opened_on TEXT NOT NULL, reason TEXT NOT NULL, opened_by TEXT, note TEXT
) STRICT;
CREATE INDEX rating_reopening_year ON rating_reopening (year);

ALTER TABLE rating_round ADD COLUMN meeting TEXT;
ALTER TABLE rating_round ADD COLUMN county_on TEXT;
ALTER TABLE rectification ADD COLUMN acceptance_scores TEXT;
