-- What tells the labels of pictures, learned from this library's posters and its own labels: the last one trained. It holds nothing of members.
CREATE TABLE image_head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  card TEXT NOT NULL CHECK (json_valid(card)),
  weights BLOB NOT NULL CHECK (length(weights) <= 268435456)
) STRICT;
