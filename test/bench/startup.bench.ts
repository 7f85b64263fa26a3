/**
 * From starting the process to a film table with rows on screen, on the sample library.
 *
 *   node test/bench/startup.bench.ts [starts = 5]
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/runtime/places.ts";
import { launch } from "../e2e/launch.ts";

const starts = Number(process.argv[2] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "marquee-startup-"));
const library = join(folder, "sample.marquee");
execFileSync(process.execPath, [join(root, "scripts/marquee.ts"), "sample", "--out", library], {
  stdio: "inherit",
});
if (!existsSync(library)) throw new Error("the sample library was not written");

const profile = join(folder, "profile");
const seconds: number[] = [];
try {
  for (let start = 0; start < starts; start++) {
    const began = performance.now();
    const { page, close } = await launch({ args: [library], userData: profile });
    await page.getByRole("row").nth(5).waitFor();
    seconds.push((performance.now() - began) / 1000);
    await close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const [first = 0, ...later] = seconds;
later.sort((a, b) => a - b);
console.log(
  `start to film table: first ${first.toFixed(2)} s; ${later.length} more: median ${(later[later.length >> 1] ?? first).toFixed(2)} s, worst ${(later.at(-1) ?? first).toFixed(2)} s (target 3 s)`,
);
