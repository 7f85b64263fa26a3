-- Rows of the quarantine fixed in place and imported again.

-- How each table of an import was mapped, with its columns called as the fields of its kind are: quarantined cells are
-- read again by it. A member's key stands here only as the library's hash of it.
CREATE TABLE import_table (
  import_run INTEGER NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  PRIMARY KEY (import_run, name, kind)
) STRICT, WITHOUT ROWID;

-- How an import's tables call the venues.
CREATE TABLE import_venue (
  import_run INTEGER NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  PRIMARY KEY (import_run, key)
) STRICT, WITHOUT ROWID;

-- Rows fixed together are a run of their own, shown, counted and taken back with the import they came with: its counts
-- are what they move, so rows that are rejected no longer count below zero.
ALTER TABLE import_run ADD COLUMN fix_of INTEGER REFERENCES import_run (id) ON DELETE CASCADE;
CREATE INDEX import_run_by_fix ON import_run (fix_of) WHERE fix_of IS NOT NULL;

ALTER TABLE quarantine ADD COLUMN fixed TEXT CHECK (fixed IS NULL OR json_valid(fixed));
ALTER TABLE quarantine ADD COLUMN fixed_by INTEGER REFERENCES import_run (id) ON DELETE SET NULL;
CREATE INDEX quarantine_by_fix ON quarantine (fixed_by) WHERE fixed_by IS NOT NULL;
