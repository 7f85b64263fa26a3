/** The application's batch interface, for the other scripts. */
import { spawn } from "node:child_process";
import { SetUpError } from "./runtime/console.ts";
import { applicationArguments, type Runtime } from "./runtime/runtime.ts";

/** Runs one command, its progress on standard error, and returns the JSON object of its last line. */
export const batch = <T>(
  electron: Runtime,
  display: NodeJS.ProcessEnv,
  ...command: readonly string[]
): Promise<T> =>
  new Promise((resolve, reject) => {
    const child = spawn(electron.electron, applicationArguments(electron, "--batch", ...command, "--json"), {
      env: { ...process.env, ...electron.env, ...display },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const last = output.trim().split("\n").at(-1) ?? "";
      if (code === 0) resolve(JSON.parse(last) as T);
      else reject(new SetUpError(`${command.join(" ")} ended with ${code}: ${last}`));
    });
  });
