import { expect, test } from "vitest";
import { blankSketch } from "../../../../shared/domain/film-sketch.ts";
import {
  addVariant,
  mostVariants,
  redoDrafts,
  removeVariant,
  rename,
  setTrait,
  startDrafts,
  undoDrafts,
} from "./variants.ts";

test("each change of a list is an edit, typing on is one; undo and redo go through all of them", () => {
  let drafts = startDrafts(blankSketch);
  drafts = setTrait(drafts, 0, "genres", ["Drama"]);
  drafts = setTrait(drafts, 0, "genres", ["Drama", "Crime"]);
  for (const year of [1, 19, 199, 1999]) drafts = setTrait(drafts, 0, "year", year);
  drafts = rename(addVariant(drafts, 0), 1, "Shorter");
  drafts = setTrait(drafts, 1, "runtime", 80);
  expect(drafts.past).toHaveLength(6);
  const last = drafts.variants;
  for (let n = 0; n < 6; n++) drafts = undoDrafts(drafts);
  expect(drafts.variants).toEqual(startDrafts(blankSketch).variants);
  expect(undoDrafts(drafts)).toEqual(drafts);
  drafts = setTrait(drafts, 0, "year", null);
  drafts = setTrait(drafts, 0, "genres", []);
  for (let n = 0; n < 6; n++) drafts = redoDrafts(drafts);
  expect(drafts.variants).toEqual(last);
  expect(redoDrafts(drafts)).toEqual(drafts);
});

test("an edit after an undo leaves nothing to redo, and one variant always stays", () => {
  let drafts = setTrait(startDrafts(blankSketch), 0, "studio", "A");
  drafts = setTrait(undoDrafts(drafts), 0, "studio", "B");
  expect(drafts.future).toEqual([]);
  expect(removeVariant(drafts, 0)).toBe(drafts);
  for (let n = 0; n < 10; n++) drafts = addVariant(drafts, 0);
  expect(drafts.variants).toHaveLength(mostVariants);
  drafts = removeVariant(drafts, 0);
  expect(drafts.variants.map(({ key }) => key)).toEqual([1, 2, 3, 4, 5]);
  expect(new Set(addVariant(drafts, 1).variants.map(({ key }) => key)).size).toBe(mostVariants);
});
