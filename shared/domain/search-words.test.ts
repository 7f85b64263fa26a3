import { expect, test } from "vitest";
import { matchOf, searchText } from "./search-words.ts";

test.each([
  ["Amélie", "amelie"],
  ["L’été dernier", "lete dernier"],
  ["Łódź Straße", "lodz strasse"],
  ["灯笼街 Lantern", "灯 笼 街 lantern"],
  ["千と千尋", "千 と 千 尋"],
  ["がぎ", "が ぎ"],
  ["Ｗｉｄｅ　１２", "wide 12"],
  ["Spider-Man: 2", "spider man 2"],
])("%s is indexed as %s", (text, words) => {
  expect(searchText(text)).toBe(words);
});

test.each([
  ["灯笼", '"灯 笼" *'],
  ["lan str", '"lan" * "str" *'],
  ["spider-man", '"spider man" *'],
  ['say "hi" OR NOT', '"say" * "hi" * "or" * "not" *'],
  ["%", null],
  [" ", null],
])("typing %s asks for %s", (typed, match) => {
  expect(matchOf(typed)).toBe(match);
});
