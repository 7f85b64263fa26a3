/** `npm run marquee -- <command> [options]`: the application's batch interface; its output and exit code pass unchanged. */
import { build } from "./build.ts";
import { passThrough } from "./runtime/command.ts";
import { runTask } from "./runtime/console.ts";
import { withDisplay } from "./runtime/display.ts";
import { announcedRuntime, applicationArguments } from "./runtime/runtime.ts";

await runTask(async () => {
  const electron = await announcedRuntime();
  await build();
  return withDisplay((display) =>
    passThrough(electron.electron, applicationArguments(electron, "--batch", ...process.argv.slice(2)), {
      env: { ...process.env, ...electron.env, ...display },
    }),
  );
});
