-- How a venue's weeks of promotion were spread: under a name, each keeping a version of its own. `document`: what was wished, the units and
-- what they were expected to bring.
CREATE TABLE attention_allocation (
  id TEXT PRIMARY KEY,
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  week TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  version INTEGER NOT NULL CHECK (version > 0),
  at INTEGER NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document)),
  UNIQUE (venue, week, name, version)
) STRICT, WITHOUT ROWID;
