import { expect, test } from "vitest";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { keptFields, keptRows } from "./kept-rows.ts";

const columns = ["Who", "Mail", "Age"];
const mapping = (kind: TableMapping["kind"], fields: TableMapping["fields"]): TableMapping => ({
  match: { name: "*", columns: [] },
  kind,
  fields,
  options: {},
});
const pseudonym = (key: string): string => `hash of ${key}`;

test("a member's key is kept as its hash, as it is read; what tells who somebody is is not kept", () => {
  const members = mapping("members", {
    key: { column: "Who", as: { keys: "wholeNumbers" } },
    email: { column: "Mail" },
    ageBand: { column: "Age" },
  });
  const kept = keptRows(columns, members, pseudonym);
  expect(kept.cellsOf(["007", "a@example.org", "30"])).toEqual({ key: "hash of 7", ageBand: "30" });
  expect(kept.cellsOf(["Ann Example", "", "30"])).toEqual({ key: "", ageBand: "30" });
  expect(keptFields(kept.mapping)).toEqual(["key", "ageBand"]);
});

test("a member whom the mapping itself names is kept as the hash too", () => {
  const ratings = mapping("interactions", {
    member: { column: null, constant: "ann" },
    filmTitle: { column: "Who" },
    rating: { column: "Age" },
  });
  const { mapping: kept, cellsOf } = keptRows(columns, ratings, pseudonym);
  expect(kept.fields.member).toEqual({ column: null, constant: "hash of ann" });
  expect(JSON.stringify(kept)).not.toContain('"ann"');
  expect(cellsOf(["Lantern Street", "", "4"])).toEqual({ filmTitle: "Lantern Street", rating: "4" });
});
