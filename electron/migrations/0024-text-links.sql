-- Texts of which a person said what they speak of: they are not asked about again.
CREATE TABLE text_link (
  review INTEGER PRIMARY KEY REFERENCES review (id) ON DELETE CASCADE,
  decided_at INTEGER NOT NULL
) STRICT;
