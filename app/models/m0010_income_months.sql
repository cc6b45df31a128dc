-- The sums of income by month, so that the grid of a year is read from them and not from every receipt.

DROP TRIGGER summary_income_added;
DROP TRIGGER summary_income_left;
DROP TRIGGER summary_income_changed;
DROP VIEW income_summed;
DROP TABLE summary_income;

-- Income by village, year, month ('' when the paper gives none), category, mark and nature.
CREATE TABLE summary_income (
  year TEXT NOT NULL, village_id TEXT NOT NULL, month TEXT NOT NULL, category TEXT NOT NULL, mark TEXT NOT NULL,
  nature TEXT NOT NULL, fen INTEGER NOT NULL, entries INTEGER NOT NULL, unbooked INTEGER NOT NULL,
  PRIMARY KEY (year, village_id, month, category, mark, nature)
) STRICT, WITHOUT ROWID;

CREATE VIEW income_summed AS SELECT e.rowid AS number, substr(e.received_on, 1, 4) AS year, e.village_id,
  substr(e.received_on, 6, 2) AS month,
  coalesce(e.category, '') AS category, coalesce(CAST(e.counts_as_operating AS TEXT), '') AS mark,
  coalesce(e.nature, '') AS nature, e.amount_fen AS fen,
  e.booked_on IS NULL AND e.reversed_on IS NULL AND e.reverses_id IS NULL AS unbooked
  FROM income_entry AS e WHERE e._del = 0;

INSERT INTO summary_income (year, village_id, month, category, mark, nature, fen, entries, unbooked)
  SELECT year, village_id, month, category, mark, nature, sum(fen), count(*), sum(unbooked)
  FROM income_summed GROUP BY year, village_id, month, category, mark, nature;

CREATE TRIGGER summary_income_added AFTER INSERT ON income_entry BEGIN
  INSERT INTO summary_income (year, village_id, month, category, mark, nature, fen, entries, unbooked)
    SELECT year, village_id, month, category, mark, nature, fen, 1, unbooked FROM income_summed WHERE number = new.rowid
    ON CONFLICT (year, village_id, month, category, mark, nature) DO UPDATE SET
    fen = fen + excluded.fen, entries = entries + 1, unbooked = unbooked + excluded.unbooked;
END;
CREATE TRIGGER summary_income_left BEFORE UPDATE ON income_entry BEGIN
  UPDATE summary_income SET fen = summary_income.fen - s.fen, entries = entries - 1,
    unbooked = summary_income.unbooked - s.unbooked
    FROM income_summed AS s WHERE s.number = old.rowid AND s.year = summary_income.year
    AND s.village_id = summary_income.village_id AND s.month = summary_income.month
    AND s.category = summary_income.category AND s.mark = summary_income.mark AND s.nature = summary_income.nature;
END;
CREATE TRIGGER summary_income_changed AFTER UPDATE ON income_entry BEGIN
  INSERT INTO summary_income (year, village_id, month, category, mark, nature, fen, entries, unbooked)
    SELECT year, village_id, month, category, mark, nature, fen, 1, unbooked FROM income_summed WHERE number = new.rowid
    ON CONFLICT (year, village_id, month, category, mark, nature) DO UPDATE SET
    fen = fen + excluded.fen, entries = entries + 1, unbooked = unbooked + excluded.unbooked;
END;
