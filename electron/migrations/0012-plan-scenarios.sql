-- Named branches of a week's plan ("what if X is held over"), each with the plan that it branched from as it was then.
-- `parent`: the stored version it came from, where it came from one unchanged.
CREATE TABLE plan_scenario (
  id TEXT PRIMARY KEY,
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  week TEXT NOT NULL,
  name TEXT NOT NULL,
  parent TEXT,
  created_at INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  base TEXT NOT NULL CHECK (json_valid(base)),
  document TEXT NOT NULL CHECK (json_valid(document)),
  UNIQUE (venue, week, name)
) STRICT, WITHOUT ROWID;
