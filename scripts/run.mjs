/**
 * `node scripts/run.mjs <task> [arguments]` runs `scripts/<task>.ts`, from any Node (20 or newer) and a bare checkout:
 * installs the packages the lock file names when they are not there, then hands over to the project's own Node.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const projectNode = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */

/** @param {string} path @returns {Record<string, LockedPackage> | null} */
const lockedPackages = (path) => {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8")).packages;
  } catch {
    return null;
  }
};

/** Compares the lock file with the record that npm keeps of what it installed; optional packages may be absent. */
const packagesAreInstalled = () => {
  const installed = lockedPackages("node_modules/.package-lock.json");
  if (!installed || !existsSync(projectNode)) return false;
  return Object.entries(lockedPackages("package-lock.json") ?? {}).every(
    ([path, { version, integrity, optional, devOptional }]) => {
      if (path === "") return true;
      const found = installed[path];
      if (!found) return optional === true || devOptional === true;
      return found.version === version && found.integrity === integrity;
    },
  );
};

/** @param {string[]} args */
const npm = (...args) => {
  const { status, stdout, stderr, error } = spawnSync("npm", [...args, "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ""}${stderr ?? error}\nnpm ${args.join(" ")} failed.\n`);
  process.exit(1);
};

/** Only one package needs its install script: `node`, which fetches the executable for this machine. */
const installPackages = () => {
  process.stderr.write("Installing the packages of package-lock.json (npm ci) …\n");
  npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
  npm("rebuild", "node", "--ignore-scripts=false");
};

const [task = "", ...args] = process.argv.slice(2);
if (!packagesAreInstalled()) installPackages();

const child = spawn(projectNode, [join(root, "scripts", `${task}.ts`), ...args], {
  stdio: "inherit",
  shell: process.platform === "win32",
  env: {
    ...process.env,
    PATH: `${join(root, "node_modules", ".bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`,
  },
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
