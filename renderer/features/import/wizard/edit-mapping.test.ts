import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { fieldOf, recordKinds } from "../../../../shared/domain/record-kinds.ts";
import {
  changeKind,
  changeReading,
  constantFields,
  fieldsOfColumn,
  firstMapping,
  flagColumns,
  leaveOut,
  mappableFields,
  reassign,
  setConstant,
  wantedFields,
} from "./edit-mapping.ts";

const table = { name: "sales.csv", columns: ["a", "b", "c"].map((name) => ({ name })) };
const mapping: TableMapping = {
  ...firstMapping(table, "interactions"),
  fields: { member: { column: "a" }, film: { column: "b", as: { keys: "wholeNumbers" } } },
};

describe("edits of a mapping", () => {
  it("moves a field to another column and keeps how it is read", () => {
    const moved = reassign(mapping, "c", null, "film");
    expect(moved.fields.film).toEqual({ column: "c", as: { keys: "wholeNumbers" } });
    expect(fieldsOfColumn(moved, "b")).toEqual([]);
  });

  it("forgets a reading of many columns when another column takes the field", () => {
    const flags = {
      ...firstMapping(table, "films"),
      fields: { genres: { column: "a", as: { flags: ["x", "y"] } } },
    };
    expect([...flagColumns(flags)]).toEqual([["b", "genres"]]);
    expect(reassign(flags, "c", null, "genres").fields.genres).toEqual({ column: "c" });
  });

  it("says which fields are still wanted, until a column or a word for all rows fills them", () => {
    expect(wantedFields(firstMapping(table, "tags"))).toEqual([["member"], ["film", "filmTitle"], ["text"]]);
    const showings = {
      ...firstMapping(table, "showings"),
      fields: { film: { column: "a" }, date: { column: "b" }, admissions: { column: "c" } },
    };
    expect(wantedFields(showings)).toEqual([["venue"]]);
    expect(wantedFields(setConstant(showings, "venue", ""))).toEqual([["venue"]]);
    const filled = setConstant(showings, "venue", "Rialto");
    expect(wantedFields(filled)).toEqual([]);
    expect(constantFields(filled)).toEqual(["venue"]);
  });

  it("keeps what two kinds share when the kind changes", () => {
    expect(Object.keys(changeKind(mapping, "tags").fields)).toEqual(["member", "film"]);
    expect(changeKind(mapping, "venues").fields).toEqual({});
  });

  it("changes a reading without losing the others, and takes one back", () => {
    const read = changeReading(changeReading(mapping, "film", { decimal: "," }), "film", { keys: undefined });
    expect(read.fields.film).toEqual({ column: "b", as: { decimal: "," } });
  });

  it("never gives one field two columns nor a column a field its kind lacks, however it is edited", () => {
    const kinds = fc.constantFrom(...recordKinds);
    const columns = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(kinds, fc.array(fc.tuple(kinds, columns, fc.nat()), { maxLength: 30 }), (kind, steps) => {
        let edited = firstMapping(table, kind);
        for (const [to, column, pick] of steps) {
          edited = changeKind(edited, pick % 5 === 0 ? to : edited.kind);
          const fields = mappableFields(edited.kind);
          const field = fields[pick % fields.length]?.name ?? null;
          const previous = fieldsOfColumn(edited, column)[0] ?? null;
          edited =
            pick % 3 === 0 && previous
              ? leaveOut(edited, previous)
              : reassign(edited, column, previous, field);
          if (field && pick % 3 !== 0) expect(edited.fields[field]?.column).toBe(column);
        }
        for (const name of Object.keys(edited.fields)) expect(fieldOf(edited.kind, name)).toBeDefined();
      }),
    );
  });
});
