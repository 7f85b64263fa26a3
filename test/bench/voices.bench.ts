/**
 * Reading texts with their aspects through the batch interface: by word lists, then with the library's own linear reader. The goal: 100,000 in at
 * most 20 s on two cores, each way.
 *
 *   npm run bench -- voices [texts = 100000] [rated = 7000]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { batchCommand } from "./batch-command.ts";
import { writeTextLibrary } from "./text-library.ts";

const [count = 100_000, rated = 7000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "marquee-voices-"));
const path = join(folder, "texts.marquee");

const command = async (...args: string[]): Promise<Readonly<Record<string, unknown>>> => {
  const { code, result, seconds } = await batchCommand(["voices", ...args, "--library", path], () => {});
  if (code !== 0) throw new Error(JSON.stringify(result));
  console.log(
    `voices ${args.join(" ")}: ${seconds} s with the start; ${JSON.stringify(result).slice(0, 400)}`,
  );
  return result;
};

const least = 20;
let slow = 0;
const score = async (): Promise<void> => {
  const { read, seconds, feelingBy } = await command("score");
  console.log(`${read} texts by ${feelingBy}: ${Number(seconds).toFixed(1)} s`);
  if (Number(seconds) > least) slow++;
};
try {
  writeTextLibrary(path, count, rated);
  await score();
  const { better } = await command("train");
  if (!better) throw new Error("the library's own reader was to be the better one");
  await score();
} finally {
  rmSync(folder, { recursive: true });
}
if (slow > 0) process.exitCode = 1;
