import fc from "fast-check";
import { expect, test } from "vitest";
import { readAgeBand, readArea, readGender } from "./traits.ts";

test("any age lies in its band, and every band's own name is read as itself", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), (age) => {
      const band = readAgeBand(String(age)) ?? "";
      const [from, to] = band.split(/[-+]/).map(Number);
      expect(age).toBeGreaterThanOrEqual(from ?? Number.NaN);
      expect(age).toBeLessThanOrEqual(to || 120);
      expect(readAgeBand(band)).toBe(band);
    }),
  );
});

test.each([
  ["18 to 24", "18-24"],
  ["25-34岁", "25-34"],
  ["60岁以上", "56+"],
  ["65+", "56+"],
  ["under 18", "0-17"],
  ["30.0", "25-34"],
  ["old", null],
  ["", null],
  ["999", null],
])("age %s", (text, band) => expect(readAgeBand(text)).toBe(band));

test.each([
  ["F", "F"],
  ["female", "F"],
  ["男", "M"],
  ["X", null],
  ["", null],
])("gender %s", (text, gender) => expect(readGender(text)).toBe(gender));

test.each([
  ["85711", "857"],
  ["T8H1N", "T8H"],
  ["上海", "上海"],
  ["Noord-Holland", "Noord-Holland"],
  [" ", null],
])("area %s", (text, area) => expect(readArea(text)).toBe(area));
