-- What the 三资 platform's workbooks last said, as finely as they told it: held against the ledger until both agree.
CREATE TABLE platform_sum (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  village_id TEXT NOT NULL REFERENCES village (id),
  year INTEGER NOT NULL,
  span INTEGER NOT NULL,      -- months of a period: 1, 3, 6; 12 when only the whole year is told
  period INTEGER NOT NULL,    -- number of the period in its year, 0: no period told
  category TEXT,              -- empty: the workbooks tell no categories
  amount_fen INTEGER NOT NULL, kept_on TEXT NOT NULL
) STRICT;
CREATE INDEX platform_sum_year ON platform_sum (year, village_id);
