/** `npm run bench [-- <name> [arguments]]`: one file of `test/bench`, or each of them in turn. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.ts";
import { passThrough } from "./runtime/command.ts";
import { runTask, SetUpError, say } from "./runtime/console.ts";
import { withDisplay } from "./runtime/display.ts";
import { root } from "./runtime/places.ts";
import { announcedRuntime } from "./runtime/runtime.ts";

const folder = join(root, "test", "bench");
const suffix = ".bench.ts";
const benches = readdirSync(folder)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));

await runTask(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name && !benches.includes(name))
    throw new SetUpError(`No bench "${name}"; there are: ${benches.join(", ")}.`);
  await announcedRuntime();
  await build();
  return withDisplay(async (display) => {
    let failed = 0;
    for (const bench of name ? [name] : benches) {
      say(`\n— ${bench} —`);
      const code = await passThrough(process.execPath, [join(folder, `${bench}${suffix}`), ...args], {
        env: { ...process.env, ...display },
      });
      if (code !== 0) failed++;
    }
    return failed === 0 ? 0 : 1;
  });
});
