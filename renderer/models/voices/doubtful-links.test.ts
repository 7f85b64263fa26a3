import fc from "fast-check";
import { expect, test } from "vitest";
import { DoubtfulLinks } from "./doubtful-links.ts";

const names = {
  films: [
    { id: 1, title: "The Glass Orchard", titleZh: "玻璃果园", series: "Orchard Nights", seriesZh: null },
    { id: 2, title: "Up", titleZh: "上", series: "Orchard Nights", seriesZh: "果园之夜" },
    { id: 3, title: "Sugar for the Horses", titleZh: "给马的糖", series: null, seriesZh: null },
  ].map((film) => ({ ...film, studio: "Tidewater Pictures" })),
  venues: [{ id: 1, name: "Marquee Eight", nameZh: null }],
  decided: Int32Array.of(99),
};
const doubts = new DoubtfulLinks(names);
const of = (words: string, film = 0, venue = 0) =>
  doubts.of(7, words, film, venue)?.candidates.map(({ kind, key, why }) => `${kind} ${key} ${why}`) ?? null;

test("a text on nothing that names a film or a house is in doubt, by its whole name alone", () => {
  expect(of("I saw the glass orchard at Marquee Eight.")).toEqual(["film 1 named", "venue 1 named"]);
  expect(of("《给马的糖》比玻璃果园好看")).toEqual(["film 3 quoted", "film 1 named"]);
  expect(of("What an orchard of glass! Stand up.")).toBeNull();
  expect(of('I went to see "Up" twice')).toEqual(["film 2 quoted"]);
  expect(of("hyperglass orchards")).toBeNull();
});

test("a text on a film that names another and not its own is in doubt, with its own first; a house's films are no doubt", () => {
  expect(of("Sugar for the Horses was better.", 1)).toEqual(["film 1 linked", "film 3 named"]);
  expect(of("Better than Sugar for the Horses, this Glass Orchard. The Glass Orchard!", 1)).toBeNull();
  expect(of("Seen at Marquee Eight, not Sugar for the Horses", 1)).toBeNull();
  expect(of("They show The Glass Orchard too loud.", 0, 1)).toBeNull();
});

test("a series and a studio are found by their names, in both languages; a film's own are no doubt", () => {
  expect(of("All of Orchard Nights in one day!")).toEqual(["series Orchard Nights named"]);
  expect(of("果园之夜整个系列都好看")).toEqual(["series Orchard Nights named"]);
  expect(of("Whatever Tidewater Pictures makes, I see.")).toEqual(["studio Tidewater Pictures named"]);
  expect(of("The best of Orchard Nights", 1)).toBeNull();
  expect(of("Another gem from Tidewater Pictures", 1)).toBeNull();
  expect(of("No Orchard Nights, this", 3)).toEqual(["film 3 linked", "series Orchard Nights named"]);
});

test("what was decided is not asked again, and hostile text is only text", () => {
  expect(doubts.of(99, "The Glass Orchard", 0, 0)).toBeNull();
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.nat(4), (words, film) => {
      const found = doubts.of(1, words, film, 0);
      expect(found === null || found.candidates.length > 0).toBe(true);
    }),
  );
});
