-- Whether a film will be liked has a champion of its own. Which tasks there are is for the contract to say.
CREATE TABLE promotion_of_any (
  id INTEGER PRIMARY KEY,
  task TEXT NOT NULL,
  model TEXT NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('first', 'chosen', 'retrained')),
  note TEXT CHECK (note IS NULL OR json_valid(note)),
  rolled_back_at INTEGER
) STRICT;
INSERT INTO promotion_of_any
  SELECT id,
    CASE WHEN model IN (SELECT id FROM model WHERE name IN ('random-forest', 'support-vectors')) THEN 'likes' ELSE task END,
    model, at, cause, note, rolled_back_at FROM promotion;
DROP TABLE promotion;
ALTER TABLE promotion_of_any RENAME TO promotion;
CREATE INDEX promotion_by_task ON promotion (task, id);
