/** Where the built parts lie, in a checkout and in the packaged application. */
import { join } from "node:path";
import { app } from "electron";

const build = join(import.meta.dirname, "..");
/** What must be real files, not members of the archive, when packaged. */
const outside = app.isPackaged ? process.resourcesPath : build;

export const places = {
  preload: join(build, "preload", "preload.cjs"),
  renderer: join(build, "renderer"),
  dataService: join(build, "data", "data.js"),
  jobs: join(build, "data", "jobs.js"),
  migrations: join(outside, "migrations"),
  assets: join(outside, "assets"),
} as const;
