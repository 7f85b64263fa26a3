-- Encoders of the user's own, fine-tuned on labelled texts: what was trained of them. The encoder itself stays where it is, known by its fingerprint.
CREATE TABLE tuned_encoder (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  card TEXT NOT NULL CHECK (json_valid(card)),
  weights BLOB NOT NULL CHECK (length(weights) <= 67108864)
) STRICT;
CREATE INDEX tuned_encoder_by_time ON tuned_encoder (created_at);
