import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { acquireLock, lockPath } from "./lock.ts";

test("a lock names its holder from its first moment: a crash never leaves one that says of nobody", async () => {
  const folder = mkdtempSync(join(tmpdir(), "marquee-lock-"));
  const library = join(folder, "a.marquee");
  const again = `
    import { acquireLock } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)};
    process.stdout.write("ready");
    for (;;) { const lock = acquireLock(${JSON.stringify(library)}); if (lock.ok) lock.value.release(); }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", again], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await new Promise((resolve) => child.stdout.once("data", resolve));
    let seen = 0;
    const until = performance.now() + 1500;
    while (performance.now() < until) {
      let text: string;
      try {
        text = readFileSync(lockPath(library), "utf8");
      } catch {
        continue; // between two holders
      }
      seen++;
      expect(JSON.parse(text)).toMatchObject({ pid: child.pid });
    }
    expect(seen).toBeGreaterThan(10);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    const lock = acquireLock(library);
    expect(lock.ok).toBe(true);
    if (lock.ok) lock.value.release();
    expect(readdirSync(folder).filter((name) => name === "a.marquee.lock")).toEqual([]);
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});
