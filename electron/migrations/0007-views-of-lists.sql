-- Views of more than tables: house rules of lists, variants of films. Which tasks there are is for the contract to say.
CREATE TABLE saved_view_of_any (
  id INTEGER PRIMARY KEY,
  task TEXT NOT NULL,
  name TEXT NOT NULL,
  view TEXT NOT NULL CHECK (json_valid(view)),
  saved_at INTEGER NOT NULL,
  UNIQUE (task, name)
) STRICT;
INSERT INTO saved_view_of_any SELECT id, task, name, view, saved_at FROM saved_view;
DROP TABLE saved_view;
ALTER TABLE saved_view_of_any RENAME TO saved_view;
