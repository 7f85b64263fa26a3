import { expect, test } from "vitest";
import { eightScreens, realisticWeek } from "../../../test/fixtures/house.ts";
import { Rule } from "./rule.ts";
import { unknownNames } from "./unknown-names.ts";

const house = eightScreens();
const { candidates } = realisticWeek(1, house);
const blocked = (id: string, scope: object, on = true): Rule =>
  Rule.parse({ id, kind: "blocked", params: { from: 600, to: 720 }, scope, on });

test("screens and films that the week does not hold are named, by rule", () => {
  const [screen] = house.screens;
  const [film] = candidates;
  const rules = [
    blocked("known", { screens: [screen?.name, screen?.screen], films: [film?.title, film?.film] }),
    blocked("misspelled", { screens: [screen?.name, "Scren 1"], films: ["No such film"] }),
    blocked("elsewhere", { venues: ["Another house"], screens: ["Its own"] }),
    blocked("off", { screens: ["Scren 1"] }, false),
    Rule.parse({ id: "window", kind: "window", params: { screens: ["Attic"] }, scope: {} }),
  ];
  expect(unknownNames(rules, house, candidates)).toEqual([
    { rule: "misspelled", screens: ["Scren 1"], films: ["No such film"] },
    { rule: "window", screens: ["Attic"], films: [] },
  ]);
});
