import fc from "fast-check";
import { expect, test } from "vitest";
import { readEidr, readImdbId, readTmdbId } from "./ids.ts";

test("any number is read from each form it travels in", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), (number) => {
      const id = `tt${String(number).padStart(7, "0")}`;
      for (const text of [String(number), id, `https://www.imdb.com/title/${id}/?ref_=x`])
        expect(readImdbId(text)).toBe(id);
      for (const text of [String(number), `${number}.0`, `https://www.themoviedb.org/movie/${number}-a-film`])
        expect(readTmdbId(text)).toBe(number);
    }),
  );
});

test("what is no number of theirs is none", () => {
  for (const text of ["", "five", "nm0000001", "tt", "1.5", "-3", "12345678901"]) {
    expect(readImdbId(text)).toBeNull();
    expect(readTmdbId(text)).toBeNull();
  }
  expect(readEidr("https://doi.org/10.5240/7791-8534-2c23-9030-8610-5")).toBe(
    "10.5240/7791-8534-2C23-9030-8610-5",
  );
  expect(readEidr("10.5240/7791")).toBeNull();
});
