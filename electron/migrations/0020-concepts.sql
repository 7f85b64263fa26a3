-- Films that are not made yet, as their facts are known, in the order in which they were thought of.
CREATE TABLE concept (
  id TEXT PRIMARY KEY,
  ordinal INTEGER NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts))
) STRICT, WITHOUT ROWID;
