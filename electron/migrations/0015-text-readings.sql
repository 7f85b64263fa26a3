-- What was read in each review and post: derived, and made again by another reader or when the text changes.
-- `reader`: who read it; `alike`: the first text that it is nearly equal to, itself where there is none; `burst`: the first text of the campaign-like
-- burst that it is part of; `positive`: probability; `mentions`: JSON, [aspect, feeling, from, to] in UTF-16 units of the text.
CREATE TABLE text_reading (
  review INTEGER PRIMARY KEY REFERENCES review (id) ON DELETE CASCADE,
  reader TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'zh', 'other')),
  positive REAL NOT NULL CHECK (positive BETWEEN 0 AND 1),
  mentions TEXT NOT NULL CHECK (json_valid(mentions)),
  alike INTEGER,
  burst INTEGER
) STRICT;

CREATE TRIGGER text_reading_outdated AFTER UPDATE OF text, film, venue ON review BEGIN
  DELETE FROM text_reading WHERE review = new.id;
END;

-- What people said that a text says.
CREATE TABLE text_label (
  review INTEGER PRIMARY KEY REFERENCES review (id) ON DELETE CASCADE,
  label TEXT NOT NULL CHECK (label IN ('negative', 'mixed', 'positive')),
  at INTEGER NOT NULL
) STRICT;
