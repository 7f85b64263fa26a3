import { closeSync, fstatSync, readSync, writeSync } from "node:fs";
import { expect, test } from "vitest";
import { openNamelessFile } from "./nameless-file.ts";

test("what is written is read again from a file that no folder names", () => {
  const file = openNamelessFile();
  writeSync(file, Buffer.from("ratings"), 0, 7, 0);
  const read = Buffer.alloc(7);
  readSync(file, read, 0, 7, 0);
  expect(read.toString()).toBe("ratings");
  if (process.platform !== "win32") expect(fstatSync(file).nlink).toBe(0);
  closeSync(file);
});
