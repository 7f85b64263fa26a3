-- What is measured in a poster by a method of that name: `features` float32, little-endian, in the method's order; `palette` JSON,
-- [{colour, name, share}]. A look goes with its picture.
CREATE TABLE poster_look (
  film INTEGER PRIMARY KEY REFERENCES poster (film) ON UPDATE CASCADE ON DELETE CASCADE,
  method TEXT NOT NULL,
  features BLOB NOT NULL,
  palette TEXT NOT NULL CHECK (json_valid(palette))
) STRICT;
CREATE TRIGGER poster_look_outdated AFTER UPDATE OF image ON poster BEGIN
  DELETE FROM poster_look WHERE film = new.film;
END;
