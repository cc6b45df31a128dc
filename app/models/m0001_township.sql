-- The township's first tables. This file is never edited after a release: later changes are later files.
-- A table with a column _del is a ledger table: triggers write its history, a view live_… shows its living rows.

CREATE TABLE local (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  dataset TEXT NOT NULL,      -- the office, for ever
  replica TEXT NOT NULL,      -- this installation and incarnation
  stamp INTEGER NOT NULL DEFAULT 0,
  operation TEXT              -- set only inside an operation
) STRICT;

CREATE TABLE operation (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  sentence TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,           -- UTC with offset
  replica TEXT NOT NULL,
  seq_from INTEGER NOT NULL,
  seq_to INTEGER NOT NULL,    -- seq_from - 1 when nothing changed
  undoes TEXT REFERENCES operation (id),
  detail TEXT,                -- JSON
  chain TEXT NOT NULL         -- SHA-256 over the chain before, this row and its ops
) STRICT;
CREATE INDEX operation_seq ON operation (replica, seq_from);
CREATE INDEX operation_undoes ON operation (undoes);

CREATE TABLE op (
  replica TEXT NOT NULL,
  seq INTEGER NOT NULL,
  stamp INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  row TEXT NOT NULL,
  field TEXT NOT NULL,        -- '*' created: value is the JSON of all fields given
  value ANY,
  old ANY,
  parents TEXT NOT NULL,      -- 'replica:seq' of what this op overwrites, blank-separated
  operation TEXT NOT NULL,
  PRIMARY KEY (replica, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_cell ON op (row, field, stamp);

CREATE TABLE setting (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL, value TEXT
) STRICT;
CREATE UNIQUE INDEX setting_name ON setting (name) WHERE _del = 0;

CREATE TABLE village (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL, code TEXT, sort INTEGER, note TEXT, ended_on TEXT, end_reason TEXT
) STRICT;
CREATE UNIQUE INDEX village_name ON village (name) WHERE _del = 0 AND ended_on IS NULL;

CREATE TABLE village_group (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  village_id TEXT NOT NULL REFERENCES village (id), name TEXT NOT NULL,
  states_member INTEGER,      -- 1 有, 0 无, as the office's table states it
  households INTEGER, sort INTEGER, note TEXT, ended_on TEXT, end_reason TEXT
) STRICT;
CREATE INDEX village_group_village ON village_group (village_id, name);

CREATE TABLE organization (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL, short_name TEXT, code TEXT, kind TEXT NOT NULL,
  parent_id TEXT REFERENCES organization (id), village_id TEXT REFERENCES village (id),
  field TEXT,                 -- 领域: village, community, office, school, state_firm, new_sector, other
  founded_on TEXT, elected_on TEXT, term_ends_on TEXT,
  secretary TEXT, phone TEXT, stated_members INTEGER,
  sort INTEGER, note TEXT, ended_on TEXT, end_reason TEXT
) STRICT;
CREATE INDEX organization_name ON organization (name);
CREATE INDEX organization_parent ON organization (parent_id);
CREATE INDEX organization_village ON organization (village_id);

CREATE TABLE person (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL, initials TEXT, id_number TEXT,
  sex INTEGER, ethnicity TEXT, birth_on TEXT, education TEXT,
  native_place TEXT, phone TEXT, address TEXT, work_unit TEXT, occupation TEXT,
  organization_id TEXT REFERENCES organization (id),
  village_id TEXT REFERENCES village (id), village_group_id TEXT REFERENCES village_group (id),
  status TEXT NOT NULL,       -- applicant, activist, object, probationary, full, masses
  joined_on TEXT, full_on TEXT, correction_months INTEGER, join_kind TEXT,
  is_migrant INTEGER NOT NULL DEFAULT 0, is_hardship INTEGER NOT NULL DEFAULT 0, is_lost INTEGER NOT NULL DEFAULT 0,
  sort INTEGER, note TEXT, ended_on TEXT, end_reason TEXT
) STRICT;
CREATE INDEX person_name ON person (name);
CREATE INDEX person_id_number ON person (id_number);
CREATE INDEX person_organization ON person (organization_id, status);
CREATE INDEX person_group ON person (village_group_id);

CREATE TABLE post (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  person_id TEXT NOT NULL REFERENCES person (id), organization_id TEXT NOT NULL REFERENCES organization (id),
  duty TEXT NOT NULL, from_on TEXT, to_on TEXT, note TEXT
) STRICT;
CREATE INDEX post_person ON post (person_id);
CREATE INDEX post_organization ON post (organization_id);

CREATE TABLE development_case (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  person_id TEXT NOT NULL REFERENCES person (id),
  organization_id TEXT REFERENCES organization (id), village_group_id TEXT REFERENCES village_group (id),
  stage TEXT NOT NULL,        -- applicant, activist, object, probationary, full: as the papers state it
  closed_on TEXT, outcome TEXT, volunteer_no TEXT, sort INTEGER, note TEXT
) STRICT;
CREATE INDEX development_case_person ON development_case (person_id);
CREATE INDEX development_case_organization ON development_case (organization_id);

CREATE TABLE step_record (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  case_id TEXT NOT NULL REFERENCES development_case (id),
  step TEXT NOT NULL,         -- '01' … '25', '08a'
  seq INTEGER NOT NULL DEFAULT 1,
  happened_on TEXT, until_on TEXT, result TEXT,
  organization_id TEXT REFERENCES organization (id), who TEXT, payload TEXT, note TEXT
) STRICT;
CREATE UNIQUE INDEX step_record_step ON step_record (case_id, step, seq) WHERE _del = 0;

CREATE TABLE case_person (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  case_id TEXT NOT NULL REFERENCES development_case (id),
  role TEXT NOT NULL,         -- contact 培养联系人, introducer 入党介绍人
  person_id TEXT REFERENCES person (id), name TEXT NOT NULL, from_on TEXT, to_on TEXT
) STRICT;
CREATE INDEX case_person_case ON case_person (case_id);
CREATE INDEX case_person_person ON case_person (person_id);

CREATE TABLE document (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  case_id TEXT NOT NULL REFERENCES development_case (id),
  kind TEXT NOT NULL, dated_on TEXT, number TEXT, received_on TEXT, note TEXT
) STRICT;
CREATE INDEX document_case ON document (case_id);

CREATE TABLE case_move (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  case_id TEXT NOT NULL REFERENCES development_case (id),
  organization_id TEXT REFERENCES organization (id), organization_name TEXT,
  from_on TEXT, to_on TEXT, reason TEXT, note TEXT
) STRICT;
CREATE INDEX case_move_case ON case_move (case_id);

CREATE TABLE volunteer_book (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  number TEXT NOT NULL, state TEXT NOT NULL, -- stock, issued, void
  case_id TEXT REFERENCES development_case (id), received_on TEXT, issued_on TEXT, voided_on TEXT,
  reason TEXT, note TEXT
) STRICT;
CREATE UNIQUE INDEX volunteer_book_number ON volunteer_book (number) WHERE _del = 0;
CREATE INDEX volunteer_book_case ON volunteer_book (case_id);

CREATE TABLE discipline (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  person_id TEXT NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL, from_on TEXT, until_on TEXT, note TEXT
) STRICT;
CREATE INDEX discipline_person ON discipline (person_id);

CREATE TABLE quota (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  year INTEGER NOT NULL, organization_id TEXT REFERENCES organization (id), places INTEGER NOT NULL, note TEXT
) STRICT;
CREATE INDEX quota_year ON quota (year, organization_id);

CREATE TABLE rating_round (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  year INTEGER NOT NULL, scheme TEXT NOT NULL,
  scheme_content TEXT,        -- the scheme as it was when the round was held, JSON
  held_on TEXT, publicity_from TEXT, publicity_to TEXT, filed_on TEXT, locked_on TEXT, note TEXT
) STRICT;
CREATE UNIQUE INDEX rating_round_year ON rating_round (year) WHERE _del = 0;

CREATE TABLE rating (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  organization_id TEXT NOT NULL REFERENCES organization (id), year INTEGER NOT NULL,
  self_grade TEXT, self_on TEXT, mass_grade TEXT, mass_on TEXT, mass_votes TEXT,
  satisfaction INTEGER,       -- hundredths of a per cent
  township_grade TEXT, township_on TEXT, county_grade TEXT, county_on TEXT, handed_in_on TEXT,
  score INTEGER,              -- hundredths of a point
  dimension_scores TEXT, vetoes TEXT, goal TEXT, reason TEXT, note TEXT, sort INTEGER
) STRICT;
CREATE UNIQUE INDEX rating_year ON rating (year, organization_id) WHERE _del = 0;
CREATE INDEX rating_organization ON rating (organization_id);

CREATE TABLE pairing (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  year INTEGER NOT NULL, organization_id TEXT NOT NULL REFERENCES organization (id),
  partner_id TEXT REFERENCES organization (id), partner_name TEXT, leader TEXT,
  from_on TEXT, to_on TEXT, content TEXT, result TEXT, note TEXT
) STRICT;
CREATE INDEX pairing_year ON pairing (year, organization_id);
CREATE INDEX pairing_partner ON pairing (partner_id);

CREATE TABLE pairing_activity (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  pairing_id TEXT NOT NULL REFERENCES pairing (id),
  held_on TEXT, content TEXT, result TEXT, note TEXT
) STRICT;
CREATE INDEX pairing_activity_pairing ON pairing_activity (pairing_id);

CREATE TABLE contact_point (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  organization_id TEXT NOT NULL REFERENCES organization (id),
  leader TEXT NOT NULL, duty TEXT, from_on TEXT, to_on TEXT, note TEXT
) STRICT;
CREATE INDEX contact_point_organization ON contact_point (organization_id);

CREATE TABLE contact_visit (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  contact_point_id TEXT NOT NULL REFERENCES contact_point (id),
  visited_on TEXT, content TEXT, solved TEXT, note TEXT
) STRICT;
CREATE INDEX contact_visit_point ON contact_visit (contact_point_id);

CREATE TABLE branch_task (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  organization_id TEXT NOT NULL REFERENCES organization (id), year INTEGER NOT NULL, quarter INTEGER,
  content TEXT NOT NULL, requirement TEXT, responsible TEXT, due_on TEXT, done_on TEXT, progress INTEGER, note TEXT
) STRICT;
CREATE INDEX branch_task_year ON branch_task (year, organization_id);

CREATE TABLE rectification (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  organization_id TEXT NOT NULL REFERENCES organization (id), year INTEGER NOT NULL,
  is_lagging INTEGER NOT NULL DEFAULT 0, is_slack INTEGER NOT NULL DEFAULT 0, -- 后进, 软弱涣散: two flags
  listed_on TEXT, situations TEXT, problems TEXT,
  county_leader TEXT, township_leader TEXT, first_secretary TEXT, helping_unit TEXT,
  plan TEXT, due_on TEXT, accepted_on TEXT, acceptance_score INTEGER, satisfaction INTEGER, accepted_by TEXT,
  closed_on TEXT, looked_back_on TEXT, look_back TEXT, note TEXT
) STRICT;
CREATE INDEX rectification_year ON rectification (year, organization_id);
CREATE INDEX rectification_organization ON rectification (organization_id);

CREATE TABLE rectification_item (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  rectification_id TEXT NOT NULL REFERENCES rectification (id),
  list TEXT NOT NULL,         -- problem 问题清单, task 任务清单, duty 责任清单
  content TEXT NOT NULL, requirement TEXT, responsible TEXT, due_on TEXT, done_on TEXT, progress INTEGER, note TEXT
) STRICT;
CREATE INDEX rectification_item_file ON rectification_item (rectification_id);

CREATE TABLE rectification_progress (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  rectification_id TEXT NOT NULL REFERENCES rectification (id),
  month TEXT NOT NULL, content TEXT, result TEXT, reported_on TEXT, note TEXT
) STRICT;
CREATE INDEX rectification_progress_file ON rectification_progress (rectification_id);

CREATE TABLE project (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  village_id TEXT NOT NULL REFERENCES village (id),
  name TEXT NOT NULL, kind TEXT, mode TEXT,
  central_fen INTEGER, province_fen INTEGER, county_fen INTEGER, own_fen INTEGER, other_fen INTEGER,
  started_on TEXT, finished_on TEXT, expected_fen INTEGER, -- a year
  jobs INTEGER, households INTEGER, progress INTEGER,      -- per cent
  trouble TEXT, sort INTEGER, note TEXT, ended_on TEXT, end_reason TEXT
) STRICT;
CREATE INDEX project_village ON project (village_id);

CREATE TABLE contract (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  village_id TEXT NOT NULL REFERENCES village (id), project_id TEXT REFERENCES project (id),
  number TEXT, name TEXT NOT NULL, kind TEXT, party TEXT, object TEXT, area TEXT,
  from_on TEXT, to_on TEXT, yearly_fen INTEGER, due_dates TEXT, paid_fen INTEGER, deposit_fen INTEGER,
  sort INTEGER, note TEXT, ended_on TEXT, end_reason TEXT
) STRICT;
CREATE INDEX contract_village ON contract (village_id);

CREATE TABLE asset (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  village_id TEXT NOT NULL REFERENCES village (id), contract_id TEXT REFERENCES contract (id),
  name TEXT NOT NULL, kind TEXT, cost_fen INTEGER, net_fen INTEGER, area TEXT, acquired_on TEXT,
  place TEXT, usage TEXT, sort INTEGER, note TEXT, ended_on TEXT, end_reason TEXT
) STRICT;
CREATE INDEX asset_village ON asset (village_id);

CREATE TABLE income_entry (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  village_id TEXT NOT NULL REFERENCES village (id),
  received_on TEXT NOT NULL,  -- may be a month or a year when the paper has no more
  category TEXT, item TEXT, payer TEXT,
  amount_fen INTEGER NOT NULL,
  booked_on TEXT,             -- empty: 未入账
  voucher TEXT, project TEXT,
  project_id TEXT REFERENCES project (id), contract_id TEXT REFERENCES contract (id),
  counts_as_operating INTEGER,-- overrides the category's own answer
  reverses_id TEXT REFERENCES income_entry (id), sort INTEGER, note TEXT
) STRICT;
CREATE INDEX income_entry_village ON income_entry (village_id, received_on);
CREATE INDEX income_entry_received ON income_entry (received_on, village_id, category, amount_fen);

CREATE TABLE cost_entry (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  village_id TEXT NOT NULL REFERENCES village (id),
  spent_on TEXT NOT NULL, category TEXT, item TEXT, payee TEXT, amount_fen INTEGER NOT NULL,
  booked_on TEXT, voucher TEXT, sort INTEGER, note TEXT
) STRICT;
CREATE INDEX cost_entry_village ON cost_entry (village_id, spent_on);

CREATE TABLE target (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  village_id TEXT NOT NULL REFERENCES village (id),
  year INTEGER NOT NULL, caliber TEXT NOT NULL, amount_fen INTEGER NOT NULL, note TEXT
) STRICT;
CREATE UNIQUE INDEX target_year ON target (year, village_id, caliber) WHERE _del = 0;

CREATE TABLE explanation (
  id TEXT PRIMARY KEY, _del INTEGER NOT NULL DEFAULT 0,
  code TEXT NOT NULL, record TEXT NOT NULL, reason TEXT NOT NULL, given_on TEXT NOT NULL, given_by TEXT
) STRICT;
CREATE INDEX explanation_record ON explanation (record, code);
