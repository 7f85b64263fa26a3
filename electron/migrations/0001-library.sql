-- One library: catalogue, audience, house, learning, plans. Times are seconds since 1970 UTC unless a column says otherwise.

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Bytes that identify this library's people; never exported.
CREATE TABLE private_key (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE import_run (
  id INTEGER PRIMARY KEY,
  format TEXT NOT NULL,
  source TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  seconds REAL NOT NULL,
  added INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  repaired INTEGER NOT NULL,
  rejected INTEGER NOT NULL
) STRICT;

CREATE TABLE import_issue (
  import_run INTEGER NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  file TEXT NOT NULL,
  line INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('repaired', 'rejected')),
  rule TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (import_run, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE film (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  title_zh TEXT,
  year INTEGER,
  release_date TEXT,
  runtime INTEGER CHECK (runtime > 0),
  certificate TEXT,
  language TEXT,
  synopsis TEXT,
  synopsis_zh TEXT,
  studio TEXT,
  distributor TEXT,
  imdb_id TEXT,
  tmdb_id INTEGER
) STRICT;
CREATE INDEX film_by_title ON film (title COLLATE NOCASE, id);
CREATE INDEX film_by_year ON film (year, id);

-- How a source calls a film: importing again finds it.
CREATE TABLE film_key (
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX film_key_by_film ON film_key (film);

CREATE TABLE genre (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE film_genre (
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  genre INTEGER NOT NULL REFERENCES genre (id),
  PRIMARY KEY (film, genre)
) STRICT, WITHOUT ROWID;
CREATE INDEX film_genre_by_genre ON film_genre (genre, film);

CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_zh TEXT) STRICT;
CREATE TABLE credit (
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (film, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_by_person ON credit (person, film);

CREATE TABLE film_version (
  id INTEGER PRIMARY KEY,
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  format TEXT NOT NULL,
  audio TEXT NOT NULL,
  subtitles TEXT,
  UNIQUE (film, format, audio, subtitles)
) STRICT;

CREATE TABLE poster (
  film INTEGER PRIMARY KEY REFERENCES film (id) ON DELETE CASCADE,
  media_type TEXT NOT NULL,
  image BLOB NOT NULL
) STRICT;

-- `key` is a keyed hash of how the source calls the person.
CREATE TABLE member (
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  joined TEXT,
  age_band TEXT,
  gender TEXT,
  occupation TEXT,
  area TEXT
) STRICT;

CREATE TABLE segment (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  name_zh TEXT,
  rule TEXT NOT NULL CHECK (json_valid(rule))
) STRICT;
CREATE TABLE segment_member (
  segment INTEGER NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
  member INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  PRIMARY KEY (segment, member)
) STRICT, WITHOUT ROWID;

-- kind: 0 rating, 1 ticket, 2 view (minutes), 3 completion (share); order of `interactionKinds`.
CREATE TABLE interaction (
  member INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (member, film, kind, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_by_film ON interaction (film, kind);

CREATE TABLE tag (
  member INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (member, film, text, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_by_film ON tag (film);

CREATE TABLE rating_scale (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  min REAL NOT NULL,
  max REAL NOT NULL,
  step REAL NOT NULL
) STRICT;

-- Minutes are counted from the business day's midnight; 1530 is 01:30 of the night that belongs to it.
CREATE TABLE venue (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  name_zh TEXT,
  time_zone TEXT NOT NULL,
  -- Whose holidays count here; '' = none.
  region TEXT NOT NULL DEFAULT '',
  opens INTEGER NOT NULL,
  last_start INTEGER NOT NULL,
  closes INTEGER NOT NULL,
  trailers INTEGER NOT NULL,
  cleaning INTEGER NOT NULL,
  stagger INTEGER NOT NULL,
  grid INTEGER NOT NULL
) STRICT;
CREATE TABLE screen (
  id INTEGER PRIMARY KEY,
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  capacity INTEGER NOT NULL CHECK (capacity > 0),
  formats TEXT NOT NULL CHECK (json_valid(formats)),
  UNIQUE (venue, ordinal)
) STRICT;
CREATE TABLE holiday (
  region TEXT NOT NULL,
  date TEXT NOT NULL,
  name TEXT NOT NULL,
  name_zh TEXT,
  PRIMARY KEY (region, date)
) STRICT, WITHOUT ROWID;

-- What a distributor offers a venue, and from when to when.
CREATE TABLE booking (
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  available_from TEXT NOT NULL,
  available_to TEXT,
  min_shows_per_day INTEGER NOT NULL DEFAULT 1,
  hire_share REAL,
  PRIMARY KEY (venue, film)
) STRICT, WITHOUT ROWID;

CREATE TABLE showing (
  id INTEGER PRIMARY KEY,
  screen INTEGER NOT NULL REFERENCES screen (id),
  film INTEGER NOT NULL REFERENCES film (id),
  version INTEGER REFERENCES film_version (id),
  business_date TEXT NOT NULL,
  start INTEGER NOT NULL,
  capacity INTEGER NOT NULL,
  admissions INTEGER NOT NULL CHECK (admissions BETWEEN 0 AND capacity),
  gross REAL,
  UNIQUE (screen, business_date, start)
) STRICT;
CREATE INDEX showing_by_film ON showing (film, business_date);
CREATE INDEX showing_by_date ON showing (business_date);

CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  film INTEGER REFERENCES film (id) ON DELETE CASCADE,
  venue INTEGER REFERENCES venue (id) ON DELETE CASCADE,
  member INTEGER REFERENCES member (id) ON DELETE CASCADE,
  channel TEXT NOT NULL CHECK (channel IN ('review', 'post')),
  language TEXT NOT NULL,
  at INTEGER NOT NULL,
  rating REAL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX review_by_film ON review (film, at);
CREATE INDEX review_by_venue ON review (venue, at);

-- A trained artefact: card as JSON, weights as one blob, kept apart so that listing models reads no weights.
CREATE TABLE model (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  card TEXT NOT NULL CHECK (json_valid(card))
) STRICT, WITHOUT ROWID;
CREATE INDEX model_by_time ON model (created_at);
CREATE TABLE model_weights (
  model TEXT PRIMARY KEY REFERENCES model (id) ON DELETE CASCADE,
  weights BLOB NOT NULL
) STRICT;

-- The state of an unfinished run, replaced as it goes on.
CREATE TABLE checkpoint (
  run TEXT PRIMARY KEY,
  saved_at INTEGER NOT NULL,
  request TEXT NOT NULL CHECK (json_valid(request)),
  state BLOB NOT NULL
) STRICT;

-- Every saved version of a venue's week is a row; nothing is overwritten.
CREATE TABLE plan (
  id TEXT PRIMARY KEY,
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  week TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document)),
  UNIQUE (venue, week, version)
) STRICT, WITHOUT ROWID;

-- Derived cache of `interaction`: typed-array columns, rebuilt when `revision` of the rows moves on.
CREATE TABLE block (
  name TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (name, ordinal)
) STRICT;

-- Derived from `interaction`, rebuilt when its revision moves on.
CREATE TABLE film_summary (
  film INTEGER PRIMARY KEY REFERENCES film (id) ON DELETE CASCADE,
  ratings INTEGER NOT NULL,
  mean_rating REAL,
  tickets INTEGER NOT NULL
) STRICT;

INSERT INTO setting (name, value) VALUES ('interaction_revision', '0');
