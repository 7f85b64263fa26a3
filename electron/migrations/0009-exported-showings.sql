-- What of a venue's week was handed out last, so that the next export can say what has changed since. `showing` is the id that a
-- showing keeps through versions of the week; `previous_start` the instant it was moved from.
CREATE TABLE exported_showing (
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  week TEXT NOT NULL,
  showing TEXT NOT NULL,
  uid TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
  previous_start TEXT,
  state TEXT NOT NULL CHECK (json_valid(state)),
  PRIMARY KEY (venue, week, showing)
) STRICT, WITHOUT ROWID;

-- The composition playlist that a version of a film is played from, as the distributor names it.
CREATE TABLE composition (
  version INTEGER PRIMARY KEY REFERENCES film_version (id) ON DELETE CASCADE,
  cpl TEXT,
  content_title TEXT
) STRICT;
