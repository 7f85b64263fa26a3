-- The reader of feeling that the library's own texts taught: the best so far.
CREATE TABLE sentiment_model (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  card TEXT NOT NULL CHECK (json_valid(card)),
  weights BLOB NOT NULL CHECK (length(weights) <= 268435456)
) STRICT;
