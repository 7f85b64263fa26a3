/** `npm test [-- <check> …]`: every check and test, or the named ones; the last line counts what passed and failed. */
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { build } from "./build.ts";
import { capture, passThrough } from "./runtime/command.ts";
import { runTask, say } from "./runtime/console.ts";
import { root } from "./runtime/places.ts";
import { announcedRuntime } from "./runtime/runtime.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Name and message of each test that failed. */
  readonly failures?: readonly string[];
}
interface Check {
  readonly name: string;
  readonly run: () => Promise<Count>;
}

const reports = join(root, ".cache", "test");
const pass: Count = { passed: 1, failed: 0 };
const fail: Count = { passed: 0, failed: 1 };

const tool = (...path: string[]): string => join(root, "node_modules", ...path);

/** A program that says nothing worth reading unless it fails. */
const program = (name: string, file: string, ...args: string[]): Check => ({
  name,
  run: async () => {
    const { code, output } = await capture(process.execPath, [file, ...args], { cwd: root });
    if (code === 0) return pass;
    say(output);
    return fail;
  },
});

/** The part of Vitest's JSON report that is read. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const withoutLibraryFrames = (stack: string): string =>
  stack
    .split("\n")
    .filter((line) => !line.includes("node_modules"))
    .join("\n");

const failuresIn = ({ testResults }: Report): string[] =>
  testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0) return message === "" ? [] : [`${file}\n${message}`];
    return failed.map(
      ({ fullName, failureMessages }) =>
        `${file}: ${fullName}\n${failureMessages.map(withoutLibraryFrames).join("\n")}`,
    );
  });

/** A suite that dies before it reports counts as one failure more than its report shows. */
const suite = (name: string): Check => ({
  name,
  run: async () => {
    const report = join(reports, `${name}.json`);
    await rm(report, { force: true });
    const code = await passThrough(
      process.execPath,
      [
        tool("vitest", "vitest.mjs"),
        "run",
        `--project=${name}`,
        "--passWithNoTests",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ],
      { cwd: root },
    );
    const result = JSON.parse(
      await readFile(report, "utf8").catch(() => `{"numPassedTests":0,"numFailedTests":0,"testResults":[]}`),
    ) as Report;
    const { numPassedTests: passed, numFailedTests: failed } = result;
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, failures: failuresIn(result) };
  },
});

const checks: readonly Check[] = [
  program("types", tool("typescript-native", "bin", "tsc"), "-b"),
  program("lint", tool("@biomejs", "biome", "bin", "biome"), "ci", "--error-on-warnings", "."),
  program(
    "layers",
    tool("dependency-cruiser", "bin", "dependency-cruiser.mjs"),
    "--config=.dependency-cruiser.cjs",
    ..."electron renderer shared scripts test".split(" "),
  ),
  program("unused", tool("knip", "bin", "knip.js"), "--no-progress"),
  {
    name: "build",
    run: () =>
      build().then(
        () => pass,
        (error: Error) => {
          say(String(error.stack));
          return fail;
        },
      ),
  },
  suite("unit"),
  suite("end to end"),
  suite("package"),
];

await runTask(async () => {
  const named = process.argv.slice(2);
  const chosen = checks.filter(({ name }) => named.length === 0 || named.includes(name));
  await mkdir(reports, { recursive: true });
  await announcedRuntime();
  const total = { passed: 0, failed: 0 };
  const lines: string[] = [];
  const allFailures: string[] = [];
  for (const { name, run } of chosen) {
    say(`\n— ${name} —`);
    const start = performance.now();
    const { passed, failed, failures = [] } = await run();
    allFailures.push(...failures);
    total.passed += passed;
    total.failed += failed;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    lines.push(
      `${failed === 0 ? "✓" : "✗"} ${name.padEnd(12)} ${passed} passed, ${failed} failed (${seconds} s)`,
    );
    say(lines.at(-1) as string);
  }
  if (allFailures.length > 0) process.stdout.write(`\nWhat failed:\n\n${allFailures.join("\n\n")}\n`);
  process.stdout.write(`\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
});
