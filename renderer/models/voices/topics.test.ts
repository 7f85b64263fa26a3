import { expect, test } from "vitest";
import { topicsOf } from "./topics.ts";

test("topics are what a subject's texts hold and others do not, in pairs where pairs say more; its names are none", () => {
  const own = [
    ...Array.from({ length: 12 }, (_, n) => `The Canal room hummed again, visit ${n}`),
    ...Array.from({ length: 9 }, () => "运河厅的音响坏了"),
    "Fine evening at Marquee",
  ];
  const others = Array.from({ length: 60 }, (_, n) => `A fine film, the music was lovely ${n} 画面很美`);
  const topics = topicsOf(own, others, ["Marquee"]);
  const words = topics.map((topic) => topic.words);
  expect(words).toContain("canal room");
  expect(words.some((each) => each.includes("音响"))).toBe(true);
  expect(words).not.toContain("marquee");
  expect(topics.find((topic) => topic.words === "canal room")?.texts).toHaveLength(12);
  expect(topicsOf(others.slice(0, 20), others.slice(20), [])).toEqual([]);
});
