-- Search indexes, derived from person and organization and kept by triggers: no history, no exchange.
-- Rows are found by the rowid of their record, which VACUUM INTO keeps.

CREATE TABLE search_position (n INTEGER PRIMARY KEY) STRICT; -- 1 … 64: cuts a name into its characters
INSERT INTO search_position (n)
  WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 64) SELECT n FROM counted;

-- One character a token: any part of a name or of its initials is a phrase.
CREATE VIRTUAL TABLE search_person USING fts5 (
  name, initials, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
-- 'f' and the digits forward (ID number from the birth on, phone), 'r' and the digits backward (both): a part typed
-- from the front or from the tail is a range. The front of the ID number is the index person_id_number.
CREATE TABLE search_number (
  text TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (text, number)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search_organization USING fts5 (
  name, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

CREATE VIEW searchable_person AS SELECT p.rowid AS number,
  (SELECT group_concat(substr(p.name, n, 1), ' ' ORDER BY n) FROM search_position WHERE n <= length(p.name)) AS name,
  (SELECT group_concat(substr(p.initials, n, 1), ' ' ORDER BY n) FROM search_position WHERE n <= length(p.initials)) AS initials
  FROM person AS p WHERE p._del = 0;
CREATE VIEW searchable_number AS
  SELECT p.rowid AS number, 'f' || substr(p.id_number, 7) AS text FROM person AS p WHERE p._del = 0 AND p.id_number <> ''
  UNION ALL SELECT p.rowid, 'f' || p.phone FROM person AS p WHERE p._del = 0 AND p.phone <> ''
  UNION ALL SELECT p.rowid,
    'r' || (SELECT group_concat(substr(p.id_number, n, 1), '' ORDER BY n DESC) FROM search_position WHERE n <= length(p.id_number))
    FROM person AS p WHERE p._del = 0 AND p.id_number <> ''
  UNION ALL SELECT p.rowid,
    'r' || (SELECT group_concat(substr(p.phone, n, 1), '' ORDER BY n DESC) FROM search_position WHERE n <= length(p.phone))
    FROM person AS p WHERE p._del = 0 AND p.phone <> '';
CREATE VIEW searchable_organization AS SELECT o.rowid AS number,
  (SELECT group_concat(substr(o.name, n, 1), ' ' ORDER BY n) FROM search_position WHERE n <= length(o.name)) AS name
  FROM organization AS o WHERE o._del = 0;

INSERT INTO search_person (rowid, name, initials) SELECT number, name, initials FROM searchable_person;
INSERT OR IGNORE INTO search_number (text, number) SELECT text, number FROM searchable_number;
INSERT INTO search_organization (rowid, name) SELECT number, name FROM searchable_organization;

CREATE TRIGGER search_person_added AFTER INSERT ON person BEGIN
  INSERT INTO search_person (rowid, name, initials)
    SELECT number, name, initials FROM searchable_person WHERE number = new.rowid;
  INSERT OR IGNORE INTO search_number (text, number) SELECT text, number FROM searchable_number WHERE number = new.rowid;
END;
CREATE TRIGGER search_person_renamed AFTER UPDATE OF name, initials, _del ON person
WHEN new.name IS NOT old.name OR new.initials IS NOT old.initials OR new._del IS NOT old._del BEGIN
  DELETE FROM search_person WHERE rowid = new.rowid;
  INSERT INTO search_person (rowid, name, initials)
    SELECT number, name, initials FROM searchable_person WHERE number = new.rowid;
END;
CREATE TRIGGER search_person_renumbered AFTER UPDATE OF id_number, phone, _del ON person
WHEN new.id_number IS NOT old.id_number OR new.phone IS NOT old.phone OR new._del IS NOT old._del BEGIN
  DELETE FROM search_number WHERE number = old.rowid AND text IN (
    'f' || substr(old.id_number, 7), 'f' || old.phone,
    'r' || (SELECT group_concat(substr(old.id_number, n, 1), '' ORDER BY n DESC) FROM search_position WHERE n <= length(old.id_number)),
    'r' || (SELECT group_concat(substr(old.phone, n, 1), '' ORDER BY n DESC) FROM search_position WHERE n <= length(old.phone))
  );
  INSERT OR IGNORE INTO search_number (text, number) SELECT text, number FROM searchable_number WHERE number = new.rowid;
END;
CREATE TRIGGER search_organization_added AFTER INSERT ON organization BEGIN
  INSERT INTO search_organization (rowid, name)
    SELECT number, name FROM searchable_organization WHERE number = new.rowid;
END;
CREATE TRIGGER search_organization_renamed AFTER UPDATE OF name, _del ON organization
WHEN new.name IS NOT old.name OR new._del IS NOT old._del BEGIN
  DELETE FROM search_organization WHERE rowid = new.rowid;
  INSERT INTO search_organization (rowid, name)
    SELECT number, name FROM searchable_organization WHERE number = new.rowid;
END;

-- The roster in the order of names, without touching the people themselves.
CREATE INDEX person_roster ON person (name, status) WHERE _del = 0 AND ended_on IS NULL;
