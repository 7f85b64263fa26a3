-- The line of the source that an interaction came from: what it rests on can be shown, and a source's order be had again.
ALTER TABLE interaction ADD COLUMN line INTEGER;
