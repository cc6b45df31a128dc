-- Village economy: calibers of the office's own, what a receipt really is, reversals, and sums that know of them.

CREATE TABLE caliber (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  code TEXT NOT NULL, name TEXT NOT NULL, valid_from TEXT NOT NULL, -- of one code the newest that has begun holds
  categories TEXT,            -- income categories taken, their names joined by 、; empty: all
  excluded TEXT,              -- kinds of money left out, their names joined by 、
  costs TEXT,                 -- cost categories taken off, their names joined by 、
  follows_mark INTEGER NOT NULL DEFAULT 1,
  source TEXT, note TEXT, ended_on TEXT, end_reason TEXT
) STRICT;
CREATE UNIQUE INDEX caliber_code ON caliber (code, valid_from) WHERE _del = 0;

ALTER TABLE income_entry ADD COLUMN nature TEXT;       -- special, donation, land, asset_sale …: what calibers may leave out
ALTER TABLE income_entry ADD COLUMN reversed_on TEXT;  -- day a counter-entry took it back
ALTER TABLE cost_entry ADD COLUMN project_id TEXT REFERENCES project (id);
ALTER TABLE cost_entry ADD COLUMN reverses_id TEXT REFERENCES cost_entry (id);
ALTER TABLE cost_entry ADD COLUMN reversed_on TEXT;
CREATE INDEX cost_entry_spent ON cost_entry (spent_on, village_id, category, amount_fen);
CREATE INDEX income_entry_contract ON income_entry (contract_id) WHERE contract_id IS NOT NULL;

DROP TRIGGER summary_income_added;
DROP TRIGGER summary_income_left;
DROP TRIGGER summary_income_changed;
DROP VIEW income_summed;
DROP TABLE summary_income;

-- Income by village, year, half (1, 2, '' when the paper gives no month), category, mark and nature.
CREATE TABLE summary_income (
  year TEXT NOT NULL, village_id TEXT NOT NULL, half TEXT NOT NULL, category TEXT NOT NULL, mark TEXT NOT NULL,
  nature TEXT NOT NULL, fen INTEGER NOT NULL, entries INTEGER NOT NULL, unbooked INTEGER NOT NULL,
  PRIMARY KEY (year, village_id, half, category, mark, nature)
) STRICT, WITHOUT ROWID;

CREATE VIEW income_summed AS SELECT e.rowid AS number, substr(e.received_on, 1, 4) AS year, e.village_id,
  CASE WHEN length(e.received_on) < 7 THEN '' WHEN substr(e.received_on, 6, 2) <= '06' THEN '1' ELSE '2' END AS half,
  coalesce(e.category, '') AS category, coalesce(CAST(e.counts_as_operating AS TEXT), '') AS mark,
  coalesce(e.nature, '') AS nature, e.amount_fen AS fen,
  e.booked_on IS NULL AND e.reversed_on IS NULL AND e.reverses_id IS NULL AS unbooked
  FROM income_entry AS e WHERE e._del = 0;

INSERT INTO summary_income (year, village_id, half, category, mark, nature, fen, entries, unbooked)
  SELECT year, village_id, half, category, mark, nature, sum(fen), count(*), sum(unbooked)
  FROM income_summed GROUP BY year, village_id, half, category, mark, nature;

CREATE TRIGGER summary_income_added AFTER INSERT ON income_entry BEGIN
  INSERT INTO summary_income (year, village_id, half, category, mark, nature, fen, entries, unbooked)
    SELECT year, village_id, half, category, mark, nature, fen, 1, unbooked FROM income_summed WHERE number = new.rowid
    ON CONFLICT (year, village_id, half, category, mark, nature) DO UPDATE SET
    fen = fen + excluded.fen, entries = entries + 1, unbooked = unbooked + excluded.unbooked;
END;
CREATE TRIGGER summary_income_left BEFORE UPDATE ON income_entry BEGIN
  UPDATE summary_income SET fen = summary_income.fen - s.fen, entries = entries - 1,
    unbooked = summary_income.unbooked - s.unbooked
    FROM income_summed AS s WHERE s.number = old.rowid AND s.year = summary_income.year
    AND s.village_id = summary_income.village_id AND s.half = summary_income.half
    AND s.category = summary_income.category AND s.mark = summary_income.mark AND s.nature = summary_income.nature;
END;
CREATE TRIGGER summary_income_changed AFTER UPDATE ON income_entry BEGIN
  INSERT INTO summary_income (year, village_id, half, category, mark, nature, fen, entries, unbooked)
    SELECT year, village_id, half, category, mark, nature, fen, 1, unbooked FROM income_summed WHERE number = new.rowid
    ON CONFLICT (year, village_id, half, category, mark, nature) DO UPDATE SET
    fen = fen + excluded.fen, entries = entries + 1, unbooked = unbooked + excluded.unbooked;
END;
