import fc from "fast-check";
import { expect, test } from "vitest";
import { includedLexicon } from "./lexicon.ts";
import { readText, type Subject } from "./mentions.ts";
import { positiveOf } from "./sentiment.ts";

const lexicon = includedLexicon();
const film: Subject = {
  venue: false,
  titles: ["Terrible Beauty", "糟糕的美"],
  cast: ["Ana Moreau", "安娜"],
  directors: ["Li Wen"],
};
const said = (text: string, subject = film): Record<string, number> =>
  Object.fromEntries(
    readText(text, lexicon, subject).mentions.map(({ aspect, feeling }) => [aspect, Math.sign(feeling)]),
  );

test("aspects are praised and blamed clause by clause, also where a word is negated", () => {
  expect(said("Great music, but the plot drags and the dialogue isn't funny.")).toEqual({
    sound: 1,
    pace: -1,
    story: -1,
    dialogue: -1,
  });
  expect(said("The acting is not bad. Never boring, the pace is right.")).toMatchObject({
    acting: 1,
    pace: 1,
  });
  expect(said("配乐很好听，但是剧情不好看。节奏太慢，拖沓。")).toEqual({ sound: 1, story: -1, pace: -1 });
  // Phrases that name what they judge.
  expect(said("配乐好听，画面唯美，演技差，剧情不好看。")).toEqual({
    sound: 1,
    picture: 1,
    acting: -1,
    story: -1,
  });
});

test("people of the film stand for their craft, its title for nothing", () => {
  expect(said("Moreau is wonderful in Terrible Beauty")).toEqual({ acting: 1 });
  expect(said("安娜演得真好")).toEqual({ acting: 1 });
  expect(readText("Terrible Beauty", lexicon, film).feeling).toBe(0);
});

test("texts on a house speak of the house", () => {
  const house = { ...film, venue: true, titles: [], cast: [], directors: [] };
  expect(said("The sound was loud and the floor was sticky, but the staff are friendly.", house)).toEqual({
    soundLevel: -1,
    cleanliness: -1,
    service: 1,
  });
});

test("languages are told apart, and what is neither is said to be other", () => {
  const language = (text: string): string => readText(text, lexicon, film).language;
  expect(language("A fine film, and well acted.")).toBe("en");
  expect(language("这部电影很好看 wow")).toBe("zh");
  expect(language("Een prachtige film die je gezien moet hebben, zonder twijfel.")).toBe("other");
  expect(language("とても素晴らしい映画だった")).toBe("other");
  expect(language("Отличный фильм")).toBe("other");
  expect(language("😀😀")).toBe("other");
});

test("evidence is the sentence that says it, in the text as written", () => {
  const text = "Saw it\u200b last night. The ｐｌｏｔ is brilliant! Popcorn after.";
  const [mention] = readText(text, lexicon, film).mentions;
  expect(text.slice(mention?.from, mention?.to).trim()).toBe("The ｐｌｏｔ is brilliant!");
});

test("hostile texts are read as what they show, without harm, and evidence lies within them", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(
      "<script>alert(1)</script>",
      "\u202e\u2066\u200b\u0000",
      "plot ",
      "故事好",
      "bad. ",
      "&lt;img onerror=x&gt;",
      "__proto__ ",
      "n't ",
      "\ud83d",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, venue) => {
      const text = pieces.join("");
      const read = readText(text, lexicon, { ...film, venue });
      expect(positiveOf(read)).toBeGreaterThanOrEqual(0);
      expect(positiveOf(read)).toBeLessThanOrEqual(1);
      for (const { from, to, feeling } of read.mentions) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(text.length);
        expect(to).toBeGreaterThan(from);
        expect(Number.isFinite(feeling)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test("a line of a million characters takes seconds at most, and keeps few mentions", () => {
  const started = process.cpuUsage();
  const { mentions } = readText("The plot is not good. 故事好\u202e".repeat(40_000), lexicon, film);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(8);
  expect(mentions.length).toBeLessThanOrEqual(64);
});
