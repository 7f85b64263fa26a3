-- What posters look like, by a network of that name: float32, little-endian. An embedding goes with its picture, and with a
-- film whose picture is another one.
CREATE TABLE poster_embedding (
  film INTEGER PRIMARY KEY REFERENCES poster (film) ON UPDATE CASCADE ON DELETE CASCADE,
  network TEXT NOT NULL,
  embedding BLOB NOT NULL
) STRICT;
CREATE TRIGGER poster_changed AFTER UPDATE OF image ON poster BEGIN
  DELETE FROM poster_embedding WHERE film = new.film;
END;
