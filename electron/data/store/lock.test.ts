import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
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

test.runIf(process.platform === "linux")(
  "a holder that died holds nothing, also while its parent has not taken note of it",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "marquee-lock-"));
    const library = join(folder, "a.marquee");
    // The shell has become a program that never asks after its child when that ends.
    const parent = spawn("sh", ["-c", "sleep 0.3 & echo $!; exec sleep 30"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const pid = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)));
      await expect
        .poll(() => readFileSync(`/proc/${pid}/stat`, "utf8"), { timeout: 10_000 })
        .toMatch(/\) Z /);
      expect(process.kill(pid, 0)).toBe(true);
      writeFileSync(lockPath(library), JSON.stringify({ host: hostname(), user: "", pid, since: 1 }));
      const lock = acquireLock(library);
      expect(lock.ok).toBe(true);
      if (lock.ok) lock.value.release();
    } finally {
      parent.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
