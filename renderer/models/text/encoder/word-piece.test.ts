import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReading } from "./config.ts";
import { readVocabulary, type WordPieces } from "./word-piece.ts";

const lines = [
  ...["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "the", "café", "cafe", "##s", "The", "!"],
  ...["电", "影", "##影", "电影", "$", "straße", "strasse", "[", "]", "sep", "ω"],
];
const reading = (json: string | null) => {
  const read = readReading(json);
  if (!read.ok) throw new Error(read.error.problem);
  return read.value;
};
const pieces = (text: string, json: string | null = null, most = 50): string[] => {
  const words = readVocabulary(lines.join("\n"), lines.length, reading(json));
  if (!words.ok) throw new Error(words.error.problem);
  return words.value.pieces(text, most).map(({ id }) => lines[id] as string);
};

describe("word pieces", () => {
  test("words are parted into the longest pieces, or are unknown as a whole", () => {
    expect(pieces("Unaffable the")).toEqual(["un", "##aff", "##able", "the"]);
    expect(pieces("unaffabley the")).toEqual(["[UNK]", "the"]);
    expect(pieces(`${"un".repeat(60)} the`)).toEqual(["[UNK]", "the"]);
  });

  test("small letters and accents follow the folder", () => {
    expect(pieces("The CAFÉS")).toEqual(["the", "cafe", "##s"]);
    expect(pieces("The café", '{"do_lower_case": false}')).toEqual(["The", "café"]);
    expect(pieces("The café", '{"strip_accents": false}')).toEqual(["the", "café"]);
  });

  test("Chinese characters and marks stand alone", () => {
    expect(pieces("电影!!$")).toEqual(["电", "影", "!", "!", "$"]);
    expect(pieces("电影", '{"tokenize_chinese_chars": false}')).toEqual(["电影"]);
  });

  test("what cannot be seen is not read, and names of special pieces are text", () => {
    expect(pieces("t\u200bh\u202ee\u0000 \ufffdthe\u00a0the")).toEqual(["the", "the", "the"]);
    expect(pieces("[SEP]")).toEqual(["[", "sep", "]"]);
  });

  test("each piece tells where it stands, and no more are read than asked for", () => {
    const words = readVocabulary(lines.join("\n"), lines.length, reading(null));
    if (!words.ok) throw new Error(words.error.problem);
    const text = "  The Unaffable 电影";
    expect(words.value.pieces(text, 50).map(({ from, to }) => text.slice(from, to))).toEqual([
      ...["The", "Un", "aff", "able", "电", "影"],
    ]);
    expect(words.value.pieces("the ".repeat(300_000), 7)).toHaveLength(7);
    expect(words.value.pieces("x".repeat(1_000_000), 7)).toHaveLength(1);
  });

  test("a vocabulary that cannot be the encoder's is refused", () => {
    const problem = (vocabulary: string, most: number): string => {
      const words = readVocabulary(vocabulary, most, reading(null));
      return words.ok ? "" : words.error.problem;
    };
    expect(problem(lines.join("\n"), lines.length - 1)).toBe("vocab_size");
    expect(problem("[PAD]\n[UNK]\n[CLS]\n", 9)).toBe("[SEP]");
    expect(problem(`${lines.join("\r\n")}\r\n`, lines.length)).toBe("");
  });

  test("any text is read, within its bounds", () => {
    const words = readVocabulary(lines.join("\n"), lines.length, reading(null));
    if (!words.ok) throw new Error(words.error.problem);
    const { pieces } = words.value satisfies WordPieces;
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const read = pieces(text, 40);
        const inOrder = read.every(({ from }, n) => from >= (read[n - 1]?.from ?? 0));
        return inOrder && read.every(({ id, to }) => id < lines.length && to <= text.length);
      }),
    );
  });
});
