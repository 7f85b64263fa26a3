import { expect, test } from "vitest";
import { bundledSentiment } from "./lexicon-model.ts";
import { readText } from "./reading.ts";

const quiet = { step: async () => undefined };
const model = bundledSentiment();
const positive = async (text: string): Promise<number> =>
  (await model.predict([readText(text)], quiet))[1] as number;

test("good and bad on the first day, in both languages", async () => {
  for (const text of [
    "A moving, brilliant film!",
    "Not boring at all",
    "loved it 😍",
    "这部电影很好看，太感人了",
    "不难看",
    "slow at first, but a masterpiece",
    "画面一般，但是故事很精彩",
    ":)",
    "👍",
  ])
    expect(await positive(text), text).toBeGreaterThan(0.5);
  for (const text of [
    "Dull and predictable.",
    "It isn't good",
    "awful 👎",
    "太难看了，浪费时间",
    "一点也不好看",
    "beautiful, but boring",
    "演员很漂亮，但是剧情太狗血",
    ":(",
  ])
    expect(await positive(text), text).toBeLessThan(0.5);
});

test("degrees and negations count", async () => {
  expect(await positive("very good")).toBeGreaterThan(await positive("good"));
  expect(await positive("太好看")).toBeGreaterThan(await positive("好看"));
  expect(await positive("not good")).toBeLessThan(await positive("good"));
  expect(await positive("a thriller about war and murder")).toBe(await positive("a film"));
});

test("the words that carried it", async () => {
  const text = readText("The acting is brilliant but the plot is dull");
  const { shares } = await model.explain(text, 1);
  const word = (share: number): string | undefined => text.tokens[shares.indexOf(share)]?.word;
  expect(word(Math.max(...shares))).toBe("brilliant");
  expect(word(Math.min(...shares))).toBe("dull");
});
