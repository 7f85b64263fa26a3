-- Searches for better parameters: a trial stands here as soon as it was judged, so that a search cut off goes on.
CREATE TABLE search (
  id TEXT PRIMARY KEY,
  started_at INTEGER NOT NULL, -- milliseconds
  -- Of the interactions: old scores do not compare with those of other data.
  fingerprint TEXT NOT NULL,
  request TEXT NOT NULL CHECK (json_valid(request))
) STRICT;
CREATE INDEX search_by_time ON search (started_at);

-- One row a trial and rung (share of its budget), in the order in which they came.
CREATE TABLE trial (
  search TEXT NOT NULL REFERENCES search (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  trial INTEGER NOT NULL,
  rung INTEGER NOT NULL,
  params TEXT NOT NULL CHECK (json_valid(params)),
  score REAL,
  error REAL,
  seconds REAL NOT NULL,
  PRIMARY KEY (search, ordinal),
  UNIQUE (search, trial, rung)
) STRICT, WITHOUT ROWID;

-- What a training starts from in this library, in place of a model's own defaults.
CREATE TABLE own_default (
  name TEXT PRIMARY KEY,
  params TEXT NOT NULL CHECK (json_valid(params)),
  kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
