-- Who is on the roll, by branch: the roster in the order of branches and what is counted for each of them.
CREATE INDEX person_roll ON person (organization_id, status) WHERE _del = 0 AND ended_on IS NULL;
