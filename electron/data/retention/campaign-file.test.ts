import fc from "fast-check";
import { expect, test } from "vitest";
import { campaignMembers } from "./campaign-file.ts";

test("a list of members and groups is read, with or without a header, in both languages", () => {
  expect(campaignMembers("\uFEFFmember,group,stopped\r\n7,contact,0.1\r\n9,control,\r\n")).toEqual({
    ok: true,
    value: { treated: [7], control: [9] },
  });
  expect(campaignMembers('"7";"将联系"\n"9";"对照"')).toEqual({
    ok: true,
    value: { treated: [7], control: [9] },
  });
});

test("what is no such list is refused with its line", () => {
  for (const [text, line] of [
    ["", 1],
    ["member,group", 1],
    ["member,group\n7,maybe", 2],
    ["member,group\n7,contact\nx,contact", 3],
  ] as const)
    expect(campaignMembers(text)).toMatchObject({ ok: false, error: { type: "NotACampaign", line } });
});

test("any numbers and groups that are written are read again", () => {
  const rows = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1 });
  fc.assert(
    fc.property(rows, (members) => {
      const text = members.map(([id, got]) => `${id}\t${got ? 1 : 0}`).join("\n");
      const side = (got: boolean) => members.filter(([, its]) => its === got).map(([id]) => id);
      expect(campaignMembers(text)).toEqual({
        ok: true,
        value: { treated: side(true), control: side(false) },
      });
    }),
  );
});
