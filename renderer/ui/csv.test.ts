import { expect, it } from "vitest";
import { toCsv } from "./csv.ts";

it("quotes what needs it, marks formulas as text, and lets numbers be", () => {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    toCsv([
      ["name", "value"],
      ['say "hi", you', "-0.012"],
      ["=1+1", "+3.5%"],
      ["会员", "-cmd"],
    ]),
  );
  expect(text).toBe('\uFEFFname,value\r\n"say ""hi"", you",-0.012\r\n\'=1+1,+3.5%\r\n会员,\'-cmd\r\n');
});
