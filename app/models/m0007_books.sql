-- The steps the book a case was brought in from has columns for ("01 02 03"): one left blank there was not taken.
ALTER TABLE development_case ADD COLUMN book TEXT;
