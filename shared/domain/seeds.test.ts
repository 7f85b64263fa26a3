import { expect, test } from "vitest";
import { seedsOf } from "./seeds.ts";

test.each([
  ["3", [3]],
  ["1..5", [1, 2, 3, 4, 5]],
  ["4..4", [4]],
  ["9,1,4", [9, 1, 4]],
  ["5..1", []],
  ["0..100", []],
  ["", []],
  ["1,,2", []],
  ["-1", []],
  ["1.5", []],
  ["abc", []],
])("%s", (text, seeds) => expect(seedsOf(text)).toEqual(seeds));
