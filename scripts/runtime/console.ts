/** Set-up speaks on standard error: standard output belongs to the command's result. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Ends set-up with what the user has to do. */
export class SetUpError extends Error {}

/** Runs a task; a `SetUpError` is told plainly, a bug with its stack. */
export const runTask = async (task: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await task();
  } catch (error) {
    say(error instanceof SetUpError ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
};
