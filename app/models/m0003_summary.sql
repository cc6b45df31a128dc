-- Sums kept beside the ledger so that a county's figures come as quickly as a township's. Derived: no history, no
-- exchange; triggers keep them, and figures counted from them equal those counted from the records.

-- Members by everything the figures ask; days by month, which is exact at the end of a month.
CREATE TABLE summary_member (
  key TEXT PRIMARY KEY, status TEXT NOT NULL, ended_on TEXT, joined_on TEXT, full_on TEXT,
  party_age_from TEXT,        -- months, and within a month only whether it is the first day (judged on 1 July)
  sex INTEGER, ethnicity TEXT, is_migrant INTEGER NOT NULL, n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW member_summed AS SELECT number,
  status || '|' || coalesce(ended_on, '') || '|' || coalesce(joined_on, '') || '|' || coalesce(full_on, '') || '|'
  || coalesce(party_age_from, '') || '|' || coalesce(sex, '') || '|' || ethnicity || '|' || is_migrant AS key,
  status, ended_on, joined_on, full_on, party_age_from, sex, ethnicity, is_migrant FROM (
    SELECT number, status, ended_on, joined_on, full_on,
    substr(party_age_start, 1, 7) || CASE WHEN substr(party_age_start, 9, 2) = '01' THEN '-01' ELSE '-02' END
      AS party_age_from, sex, ethnicity, is_migrant FROM (
      SELECT p.rowid AS number, p.status, substr(p.ended_on, 1, 7) AS ended_on, substr(p.joined_on, 1, 7) AS joined_on,
      substr(p.full_on, 1, 7) AS full_on,
      CASE WHEN p.full_on IS NULL THEN
        date(substr(p.joined_on || '-01-01', 1, 10), (12 + coalesce(p.correction_months, 0)) || ' months', 'floor')
      WHEN p.correction_months IS NULL THEN substr(p.full_on || '-01-01', 1, 10)
      ELSE date(substr(p.full_on || '-01-01', 1, 10), p.correction_months || ' months', 'floor') END AS party_age_start,
      p.sex, CASE WHEN p.ethnicity BETWEEN '02' AND '56' THEN '02' ELSE '01' END AS ethnicity, p.is_migrant
      FROM person AS p WHERE p._del = 0 AND p.status IN ('full', 'probationary')));

INSERT INTO summary_member (key, status, ended_on, joined_on, full_on, party_age_from, sex, ethnicity, is_migrant, n)
  SELECT key, status, ended_on, joined_on, full_on, party_age_from, sex, ethnicity, is_migrant, count(*)
  FROM member_summed GROUP BY key;

CREATE TRIGGER summary_member_added AFTER INSERT ON person WHEN new.status IN ('full', 'probationary') BEGIN
  INSERT INTO summary_member (key, status, ended_on, joined_on, full_on, party_age_from, sex, ethnicity, is_migrant, n)
    SELECT key, status, ended_on, joined_on, full_on, party_age_from, sex, ethnicity, is_migrant, 1
    FROM member_summed WHERE number = new.rowid ON CONFLICT (key) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER summary_member_left
BEFORE UPDATE OF status, ended_on, joined_on, full_on, correction_months, sex, ethnicity, is_migrant, _del ON person
WHEN old.status IN ('full', 'probationary') BEGIN
  UPDATE summary_member SET n = n - 1 WHERE key = (SELECT key FROM member_summed WHERE number = old.rowid);
  DELETE FROM summary_member WHERE n = 0 AND key = (SELECT key FROM member_summed WHERE number = old.rowid);
END;
CREATE TRIGGER summary_member_changed
AFTER UPDATE OF status, ended_on, joined_on, full_on, correction_months, sex, ethnicity, is_migrant, _del ON person
WHEN new.status IN ('full', 'probationary') BEGIN
  INSERT INTO summary_member (key, status, ended_on, joined_on, full_on, party_age_from, sex, ethnicity, is_migrant, n)
    SELECT key, status, ended_on, joined_on, full_on, party_age_from, sex, ethnicity, is_migrant, 1
    FROM member_summed WHERE number = new.rowid ON CONFLICT (key) DO UPDATE SET n = n + 1;
END;

-- Income by village, year, half (1, 2, '' when the paper gives no month), category and mark.
CREATE TABLE summary_income (
  year TEXT NOT NULL, village_id TEXT NOT NULL, half TEXT NOT NULL, category TEXT NOT NULL, mark TEXT NOT NULL,
  fen INTEGER NOT NULL, entries INTEGER NOT NULL, unbooked INTEGER NOT NULL,
  PRIMARY KEY (year, village_id, half, category, mark)
) STRICT, WITHOUT ROWID;

CREATE VIEW income_summed AS SELECT e.rowid AS number, substr(e.received_on, 1, 4) AS year, e.village_id,
  CASE WHEN length(e.received_on) < 7 THEN '' WHEN substr(e.received_on, 6, 2) <= '06' THEN '1' ELSE '2' END AS half,
  coalesce(e.category, '') AS category, coalesce(CAST(e.counts_as_operating AS TEXT), '') AS mark,
  e.amount_fen AS fen, e.booked_on IS NULL AS unbooked FROM income_entry AS e WHERE e._del = 0;

INSERT INTO summary_income (year, village_id, half, category, mark, fen, entries, unbooked)
  SELECT year, village_id, half, category, mark, sum(fen), count(*), sum(unbooked)
  FROM income_summed GROUP BY year, village_id, half, category, mark;

CREATE TRIGGER summary_income_added AFTER INSERT ON income_entry BEGIN
  INSERT INTO summary_income (year, village_id, half, category, mark, fen, entries, unbooked)
    SELECT year, village_id, half, category, mark, fen, 1, unbooked FROM income_summed WHERE number = new.rowid
    ON CONFLICT (year, village_id, half, category, mark) DO UPDATE SET
    fen = fen + excluded.fen, entries = entries + 1, unbooked = unbooked + excluded.unbooked;
END;
CREATE TRIGGER summary_income_left BEFORE UPDATE ON income_entry BEGIN
  UPDATE summary_income SET fen = summary_income.fen - s.fen, entries = entries - 1,
    unbooked = summary_income.unbooked - s.unbooked
    FROM income_summed AS s WHERE s.number = old.rowid AND s.year = summary_income.year
    AND s.village_id = summary_income.village_id AND s.half = summary_income.half
    AND s.category = summary_income.category AND s.mark = summary_income.mark;
END;
CREATE TRIGGER summary_income_changed AFTER UPDATE ON income_entry BEGIN
  INSERT INTO summary_income (year, village_id, half, category, mark, fen, entries, unbooked)
    SELECT year, village_id, half, category, mark, fen, 1, unbooked FROM income_summed WHERE number = new.rowid
    ON CONFLICT (year, village_id, half, category, mark) DO UPDATE SET
    fen = fen + excluded.fen, entries = entries + 1, unbooked = unbooked + excluded.unbooked;
END;
