import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { AllocationInstance, parseAllocation } from "./allocation-instance.ts";
import { valueOrThrow } from "./result.ts";

const doc = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

test("the published schema is the one that is kept", () => {
  expect(JSON.parse(doc("allocation.schema.json"))).toEqual(
    z.toJSONSchema(AllocationInstance, { io: "input" }),
  );
});

test("the example of the documentation is an instance", () => {
  const example = /```json\n([\s\S]*?)```/.exec(doc("allocation-format.md"))?.[1] ?? "";
  expect(valueOrThrow(parseAllocation(example)).films).toHaveLength(2);
});
