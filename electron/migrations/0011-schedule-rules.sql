-- The houses' own rules for schedules, one a row as docs/rules-format.md has it; without a venue it is of all of them.
CREATE TABLE schedule_rule (
  id TEXT PRIMARY KEY,
  venue INTEGER REFERENCES venue (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  rule TEXT NOT NULL CHECK (json_valid(rule))
) STRICT, WITHOUT ROWID;
CREATE INDEX schedule_rule_by_venue ON schedule_rule (venue, ordinal);
