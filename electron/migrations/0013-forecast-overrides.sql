-- What a user put in the place of the forecast of a film's days in a venue, and why: admissions a day, or a multiple of the
-- forecast. `model`: what was forecast then, by date, to be scored against. Of two for one day the later counts.
CREATE TABLE forecast_override (
  id INTEGER PRIMARY KEY,
  venue INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  film INTEGER NOT NULL REFERENCES film (id) ON DELETE CASCADE,
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL CHECK (to_date >= from_date),
  kind TEXT NOT NULL CHECK (kind IN ('number', 'factor')),
  value REAL NOT NULL CHECK (value >= 0),
  reason TEXT NOT NULL CHECK (reason <> ''),
  model TEXT NOT NULL CHECK (json_valid(model)),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX forecast_override_by_film ON forecast_override (film);
CREATE INDEX forecast_override_by_venue ON forecast_override (venue, to_date);
