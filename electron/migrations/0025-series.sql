-- The series that a film belongs to, by its names; and texts that speak of a whole series or studio, by name.
ALTER TABLE film ADD COLUMN series TEXT;
ALTER TABLE film ADD COLUMN series_zh TEXT;
ALTER TABLE review ADD COLUMN series TEXT;
ALTER TABLE review ADD COLUMN studio TEXT;

-- Columns kept before know no series.
DELETE FROM setting WHERE name = 'columns.base.film';
DELETE FROM block WHERE name >= 'base.film.' AND name < 'base.film/';
