-- What members were said to think of predictions, and which model answers for each task.

-- One row an opinion that stands; the journal holds how each came and went. A corrected rating and a new attendance are
-- interactions, too: their row here says that they came as feedback. Ranks are those of the film in the member's list
-- before and after, NULL where it stood in none; `entered`: films that came into the first twenty by it.
CREATE TABLE feedback (
  member INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('up', 'down', 'dismissed', 'rating', 'attendance')),
  at INTEGER NOT NULL,
  value REAL,
  former REAL,
  change_set INTEGER NOT NULL,
  rank_before INTEGER,
  rank_after INTEGER,
  entered INTEGER,
  PRIMARY KEY (member, film, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_by_film ON feedback (film);
CREATE INDEX feedback_by_change_set ON feedback (change_set);

-- Who was made champion of a task, when and why. The champion is the latest that stands and whose model is still there.
CREATE TABLE promotion (
  id INTEGER PRIMARY KEY,
  task TEXT NOT NULL CHECK (task IN ('ratings', 'choices', 'cold')),
  model TEXT NOT NULL,
  at INTEGER NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('first', 'chosen', 'retrained')),
  note TEXT CHECK (note IS NULL OR json_valid(note)),
  rolled_back_at INTEGER
) STRICT;
CREATE INDEX promotion_by_task ON promotion (task, id);

-- Until now the latest model answered everything: the latest of each task goes on doing so.
INSERT INTO promotion (task, model, at, cause)
  SELECT task, id, max(created_at) / 1000, 'first'
  FROM (SELECT id, created_at, CASE
          WHEN name IN ('matrix-factorization', 'bayesian-factors') THEN 'ratings'
          WHEN name = 'content-ridge' THEN 'cold'
          ELSE 'choices' END AS task FROM model)
  GROUP BY task;
