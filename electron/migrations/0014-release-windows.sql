-- Own titles whose release week is to be found, with their constraints, and the releases of others.
-- `admissions`: of the title's whole run, in an ordinary season and alone; titles of one `series` stand `apart` weeks from one another.
CREATE TABLE release_title (
  film INTEGER PRIMARY KEY REFERENCES film (id) ON DELETE CASCADE,
  earliest TEXT,
  latest TEXT,
  fixed TEXT,
  admissions REAL CHECK (admissions > 0),
  series TEXT NOT NULL DEFAULT '',
  apart INTEGER NOT NULL DEFAULT 0 CHECK (apart >= 0)
) STRICT;

-- `size`: its run against a usual film's; `genres` JSON; `film` where the library knows it.
CREATE TABLE competitor_release (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  date TEXT NOT NULL,
  size REAL NOT NULL CHECK (size > 0),
  genres TEXT NOT NULL CHECK (json_valid(genres)),
  film INTEGER REFERENCES film (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX competitor_release_by_date ON competitor_release (date);
CREATE INDEX competitor_release_by_film ON competitor_release (film);
