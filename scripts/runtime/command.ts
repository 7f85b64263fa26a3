import { type SpawnOptions, spawn } from "node:child_process";

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end and collects both its outputs; a program that cannot be started counts as failed. */
export const capture = (
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });

/** Runs a program on this terminal and resolves to its exit code. A signal to us is passed on. */
export const passThrough = (
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", ...options });
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of signals) process.on(signal, forward);
    child.on("error", reject);
    child.on("exit", (code) => {
      for (const signal of signals) process.off(signal, forward);
      resolve(code ?? 1);
    });
  });
