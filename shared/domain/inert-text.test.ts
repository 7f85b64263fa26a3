import fc from "fast-check";
import { expect, test } from "vitest";
import { inertText } from "./inert-text.ts";

test("nothing that turns direction or hides is shown, and nothing is longer than asked for", () => {
  const hostile = fc.array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom("\u202e", "\u2066", "\u200b", "\ufeff", "\u0000", "<script>", "\u{e0041}", "\ud800"),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(hostile, fc.integer({ min: 2, max: 50 }), (pieces, most) => {
      const shown = inertText(pieces.join(""), most);
      expect([...shown].length).toBeLessThanOrEqual(most);
      expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]/u);
      expect(shown).not.toContain("\0");
      expect(shown).not.toMatch(/\p{Cs}/u);
    }),
  );
});

test("ordinary text stays, emoji of several parts too", () => {
  expect(inertText("Great 👩‍👩‍👧 film, <b>5</b> stars 好看")).toBe("Great 👩‍👩‍👧 film, <b>5</b> stars 好看");
  expect(inertText("a".repeat(1_000_000), 10)).toBe("aaaaaaaaa…");
});
