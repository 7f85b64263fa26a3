import { expect, test } from "vitest";
import { blankConcept } from "../../../shared/domain/concept.ts";
import { learnBasis, stemOf } from "./features.ts";

test("titles of one series share a stem", () => {
  for (const [one, other] of [
    ["The Matrix", "Matrix 2"],
    ["Rocky", "Rocky III"],
    ["Alien", "Alien: Resurrection"],
    ["Kill Bill", "Kill Bill Part 2"],
  ] as const)
    expect(stemOf(other)).toBe(stemOf(one));
  expect(stemOf("Vivid")).toBe("vivid");
  expect(stemOf("1984")).not.toBe("");
});

test("a series is one that was met in an earlier year", () => {
  const film = (title: string, year: number) => ({ ...blankConcept, title, year });
  const basis = learnBasis([film("Rocky", 1976), film("Jaws", 1975)]);
  const series = basis.features.findIndex(({ field }) => field === "series");
  const isPart = (title: string, year: number): boolean =>
    basis.rows([film(title, year)]).column.includes(series);
  expect(isPart("Rocky II", 1979)).toBe(true);
  expect(isPart("Rocky", 1976)).toBe(false);
  expect(isPart("Something Else", 1979)).toBe(false);
});
