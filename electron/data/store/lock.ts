/**
 * One writer: a file beside the library names who writes to it. Its time is a heartbeat, so that what a crash or a
 * pulled plug left behind is recognised; SQLite's own locks keep the file whole even where this one is misjudged.
 */
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { err, ok, type Result } from "../../../shared/domain/result.ts";

export interface LockHolder {
  readonly host: string;
  readonly user: string;
  readonly pid: number;
  readonly since: number; // seconds
}
export interface Lock {
  release(): void;
}

const heartbeatMs = 15_000;
/** Another computer's holder is gone when its heartbeat is this old. */
const silentMs = 120_000;
/** On this computer a process that lives but has been silent for so long is another one with the same number. */
const reusedMs = 600_000;

export const lockPath = (path: string): string => `${path}.lock`;

const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
};

/** Dead, but not yet taken note of by its parent, as after a crash: on Linux its number stays a while. */
const isZombie = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
};

const read = (file: string): LockHolder | null => {
  try {
    const holder = JSON.parse(readFileSync(file, "utf8")) as Partial<LockHolder>;
    return typeof holder.host === "string" && typeof holder.pid === "number"
      ? { host: holder.host, user: holder.user ?? "", pid: holder.pid, since: holder.since ?? 0 }
      : null;
  } catch {
    return null;
  }
};

/** `now` is the time of the disk itself: clocks of two computers differ. */
const isStale = (holder: LockHolder | null, heartbeat: number, now: number): boolean => {
  const silent = now - heartbeat;
  if (!holder) return silent > heartbeatMs; // torn while it was written
  if (holder.host !== hostname()) return silent > silentMs;
  return !isAlive(holder.pid) || silent > reusedMs;
};

/** Locks of this process; opening a library twice in one process is not a second writer. */
const mine = new Map<string, number>();

const keep = (file: string): Lock => {
  mine.set(file, (mine.get(file) ?? 0) + 1);
  const timer = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // Moved or unplugged: whoever watches the library's place says so.
    }
  }, heartbeatMs);
  timer.unref();
  let held = true;
  return {
    release: () => {
      if (!held) return;
      held = false;
      clearInterval(timer);
      const others = (mine.get(file) ?? 1) - 1;
      mine.set(file, others);
      if (others > 0) return;
      mine.delete(file);
      if (read(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
};

/** Whole from its first moment, so that a crash leaves a name to judge it by; where the disk knows no hard links, as near as can be. */
const create = (file: string, holder: LockHolder): void => {
  const text = JSON.stringify(holder);
  const whole = `${file}.${randomUUID().slice(0, 8)}`;
  try {
    writeFileSync(whole, text, { flag: "wx" });
    linkSync(whole, file);
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") throw error;
    writeFileSync(file, text, { flag: "wx" });
  } finally {
    rmSync(whole, { force: true });
  }
};

/** The lock of the library at `path`, or who has it. */
export const acquireLock = (path: string): Result<Lock, LockHolder> => {
  const file = lockPath(path);
  if (mine.has(file)) return ok(keep(file));
  const own: LockHolder = {
    host: hostname(),
    user: userName(),
    pid: process.pid,
    since: Math.floor(Date.now() / 1000),
  };
  for (;;) {
    try {
      create(file, own);
      return ok(keep(file));
    } catch (error) {
      if ((error as { code?: string }).code !== "EEXIST") throw error;
    }
    const holder = read(file);
    const aside = `${file}.${randomUUID().slice(0, 8)}`;
    try {
      writeFileSync(aside, "");
      const now = statSync(aside).mtimeMs;
      rmSync(aside);
      if (!isStale(holder, statSync(file).mtimeMs, now))
        return err(holder ?? { host: "", user: "", pid: 0, since: Math.floor(now / 1000) });
      renameSync(file, aside);
      // Somebody else found it stale too and has it by now: theirs goes back.
      const taken = read(aside);
      if (taken && (taken.pid !== holder?.pid || taken.since !== holder.since)) renameSync(aside, file);
      else rmSync(aside, { force: true });
    } catch (error) {
      if ((error as { code?: string }).code !== "ENOENT") throw error;
    }
  }
};
