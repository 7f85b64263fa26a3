-- What is read from trailers, by a method of that name; the video itself stays where it lies. `cuts`: seconds at which shots end, `curves`: points of
-- the method's curves, one after another; both float32, little-endian.
CREATE TABLE trailer (
  film INTEGER NOT NULL REFERENCES film (id) ON UPDATE CASCADE ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  method TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  seconds REAL NOT NULL CHECK (seconds > 0),
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  frames_per_second REAL NOT NULL CHECK (frames_per_second > 0),
  cuts BLOB NOT NULL CHECK (length(cuts) <= 1048576),
  curves BLOB NOT NULL CHECK (length(curves) <= 1048576),
  PRIMARY KEY (film, name)
) STRICT;
