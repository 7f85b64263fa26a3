-- Sources of every kind: provenance, quarantine, identity of films, a journal that can be undone, views, privacy.

-- Imports ---------------------------------------------------------------------------------------------------------

-- `system` names whose keys the files use: film keys and members' hashes belong to it.
ALTER TABLE import_run ADD COLUMN system TEXT NOT NULL DEFAULT '';
ALTER TABLE import_run ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN rolled_back_at INTEGER;
UPDATE import_run SET system = format;

-- How the rows of each file ended, by rule; rule '' = accepted as they were. Counts everything, unlike what is kept below.
CREATE TABLE import_count (
  import_run INTEGER NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  file TEXT NOT NULL,
  kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'repaired', 'rejected')),
  rows INTEGER NOT NULL,
  PRIMARY KEY (import_run, file, kind, rule, outcome)
) STRICT, WITHOUT ROWID;

-- Rows that were not taken, with their cells by field, until somebody fixes or dismisses them. A member's key stands
-- here only as the library's hash of it.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  import_run INTEGER NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  field TEXT,
  detail TEXT NOT NULL,
  cells TEXT NOT NULL CHECK (json_valid(cells)),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'fixed', 'dismissed')),
  decided_at INTEGER
) STRICT;
CREATE INDEX quarantine_by_run ON quarantine (import_run, rule);
CREATE INDEX quarantine_by_state ON quarantine (state, id);

CREATE TABLE import_profile (
  name TEXT PRIMARY KEY,
  saved_at INTEGER NOT NULL,
  profile TEXT NOT NULL CHECK (json_valid(profile))
) STRICT, WITHOUT ROWID;

-- Provenance: the import that added a row; NULL for what was made otherwise.
ALTER TABLE film ADD COLUMN import_run INTEGER;
ALTER TABLE member ADD COLUMN import_run INTEGER;
ALTER TABLE interaction ADD COLUMN import_run INTEGER;
ALTER TABLE tag ADD COLUMN import_run INTEGER;
ALTER TABLE venue ADD COLUMN import_run INTEGER;
ALTER TABLE screen ADD COLUMN import_run INTEGER;
ALTER TABLE poster ADD COLUMN import_run INTEGER;
ALTER TABLE film_key ADD COLUMN import_run INTEGER;

-- The journal: what a set of changes did to rows, so that it can be undone and redone. Rows an import added are found
-- by their provenance instead.
CREATE TABLE change_set (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('import', 'edit', 'merge', 'split')),
  label TEXT NOT NULL,
  import_run INTEGER REFERENCES import_run (id) ON DELETE CASCADE,
  undone_at INTEGER
) STRICT;
CREATE TABLE change (
  change_set INTEGER NOT NULL REFERENCES change_set (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  entity TEXT NOT NULL,
  key TEXT NOT NULL CHECK (json_valid(key)),
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  PRIMARY KEY (change_set, ordinal)
) STRICT, WITHOUT ROWID;

-- Films ------------------------------------------------------------------------------------------------------------

ALTER TABLE film ADD COLUMN original_title TEXT;
ALTER TABLE film ADD COLUMN country TEXT;
ALTER TABLE film ADD COLUMN eidr TEXT;
ALTER TABLE film ADD COLUMN budget REAL;
ALTER TABLE film ADD COLUMN revenue REAL;
ALTER TABLE film ADD COLUMN vote_average REAL;
ALTER TABLE film ADD COLUMN vote_count INTEGER;
CREATE INDEX film_by_imdb ON film (imdb_id) WHERE imdb_id IS NOT NULL;
CREATE INDEX film_by_tmdb ON film (tmdb_id) WHERE tmdb_id IS NOT NULL;
CREATE INDEX film_by_eidr ON film (eidr) WHERE eidr IS NOT NULL;

CREATE TABLE keyword (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE film_keyword (
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  keyword INTEGER NOT NULL REFERENCES keyword (id),
  PRIMARY KEY (film, keyword)
) STRICT, WITHOUT ROWID;
CREATE INDEX film_keyword_by_keyword ON film_keyword (keyword, film);

-- Figures of films are derived columns of the data service now, kept in `block`.
DROP TABLE film_summary;
DELETE FROM setting WHERE name = 'film_summary_revision';

-- Which films have a poster, without reading pictures.
CREATE INDEX poster_by_type ON poster (media_type);

-- Films of two sources that may be one: `film` is the newer row, `candidate` what it resembles.
CREATE TABLE film_match (
  id INTEGER PRIMARY KEY,
  import_run INTEGER REFERENCES import_run (id) ON DELETE CASCADE,
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  candidate INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  score REAL NOT NULL,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'same', 'different')),
  decided_at INTEGER,
  UNIQUE (film, candidate)
) STRICT;
CREATE INDEX film_match_by_state ON film_match (state, score);
CREATE INDEX film_match_by_candidate ON film_match (candidate);

-- Words of films for instant search, kept by the application: Chinese, Japanese and Korean characters stand apart,
-- so that a phrase of two of them is found.
CREATE VIRTUAL TABLE film_search USING fts5 (
  titles, people, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);

-- House ------------------------------------------------------------------------------------------------------------

-- 1: no source gives the capacity; it stands for the fullest showing seen.
ALTER TABLE screen ADD COLUMN capacity_estimated INTEGER NOT NULL DEFAULT 0 CHECK (capacity_estimated IN (0, 1));

-- A showing's capacity may be unknown.
CREATE TABLE showing_2 (
  id INTEGER PRIMARY KEY,
  screen INTEGER NOT NULL REFERENCES screen (id),
  film INTEGER NOT NULL REFERENCES film (id),
  version INTEGER REFERENCES film_version (id),
  business_date TEXT NOT NULL,
  start INTEGER NOT NULL,
  capacity INTEGER CHECK (capacity > 0),
  admissions INTEGER NOT NULL CHECK (admissions >= 0 AND (capacity IS NULL OR admissions <= capacity)),
  gross REAL,
  import_run INTEGER,
  UNIQUE (screen, business_date, start)
) STRICT;
INSERT INTO showing_2 (id, screen, film, version, business_date, start, capacity, admissions, gross)
  SELECT id, screen, film, version, business_date, start, nullif(capacity, 0), admissions, gross FROM showing;
DROP TABLE showing;
ALTER TABLE showing_2 RENAME TO showing;
CREATE INDEX showing_by_film ON showing (film, business_date, admissions, capacity);
CREATE INDEX showing_by_date ON showing (business_date);

-- Attendance of a film's day in a venue, from sources without clock times. Capacity counts all its showings.
CREATE TABLE attendance_day (
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  film INTEGER NOT NULL REFERENCES film (id),
  date TEXT NOT NULL,
  showings INTEGER NOT NULL CHECK (showings > 0),
  capacity INTEGER CHECK (capacity > 0),
  admissions INTEGER NOT NULL CHECK (admissions >= 0 AND (capacity IS NULL OR admissions <= capacity)),
  gross REAL,
  import_run INTEGER,
  PRIMARY KEY (venue, film, date)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_day_by_film ON attendance_day (film, date, admissions, showings, capacity);
CREATE INDEX attendance_day_by_date ON attendance_day (date);

-- The plan in hand, kept while it is edited; gone once it is a version of its own.
CREATE TABLE plan_draft (
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  week TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  draft TEXT NOT NULL CHECK (json_valid(draft)),
  PRIMARY KEY (venue, week)
) STRICT, WITHOUT ROWID;

-- Voices -----------------------------------------------------------------------------------------------------------

-- `key`: how the source calls the text; polarity -1, 0 or 1 where it is labelled.
ALTER TABLE review ADD COLUMN source TEXT;
ALTER TABLE review ADD COLUMN key TEXT;
ALTER TABLE review ADD COLUMN polarity INTEGER CHECK (polarity IN (-1, 0, 1));
ALTER TABLE review ADD COLUMN import_run INTEGER;
CREATE UNIQUE INDEX review_by_key ON review (source, key) WHERE key IS NOT NULL;
CREATE INDEX review_by_member ON review (member) WHERE member IS NOT NULL;

-- Views and segments -------------------------------------------------------------------------------------------------

CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  task TEXT NOT NULL CHECK (task IN ('films', 'members')),
  name TEXT NOT NULL,
  view TEXT NOT NULL CHECK (json_valid(view)),
  saved_at INTEGER NOT NULL,
  UNIQUE (task, name)
) STRICT;

-- How a segment came about: a rule that is evaluated, a cluster of taste, or a list.
ALTER TABLE segment ADD COLUMN kind TEXT NOT NULL DEFAULT 'list' CHECK (kind IN ('rule', 'cluster', 'list'));
CREATE INDEX segment_member_by_member ON segment_member (member);

-- Privacy ------------------------------------------------------------------------------------------------------------

-- Direct identifiers that the user mapped on purpose, each sealed (AES-256-GCM) under a key that is not in this file.
CREATE TABLE member_identifier (
  member INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  sealed BLOB NOT NULL,
  import_run INTEGER,
  PRIMARY KEY (member, field)
) STRICT, WITHOUT ROWID;

-- Members forgotten since the model learned from them.
ALTER TABLE model ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;

-- Earlier imports noted how the source calls a member it does not list.
UPDATE import_issue SET detail = '' WHERE rule = 'unknown-member';

-- Hashes of forgotten members' hashes: a later import leaves them out, and nothing else can be told from them.
CREATE TABLE forgotten_member (key BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
