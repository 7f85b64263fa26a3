-- Where this house reads aspects by other words than the included lexicon: 0 = names the aspect, above = praises it, below = blames it,
-- null = an included word that is not to be read.
CREATE TABLE aspect_word (
  aspect TEXT NOT NULL CHECK (length(aspect) > 0),
  language TEXT NOT NULL CHECK (language IN ('en', 'zh')),
  phrase TEXT NOT NULL CHECK (length(phrase) BETWEEN 1 AND 60),
  weight REAL CHECK (weight BETWEEN -3 AND 3),
  PRIMARY KEY (aspect, language, phrase)
) STRICT, WITHOUT ROWID;
