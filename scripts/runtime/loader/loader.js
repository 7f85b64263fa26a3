/**
 * Makes `electron <folder> [arguments]` work with a runtime that lacks Electron's own default application: takes the
 * identity of the first argument that is no option and runs its main. Electron waits for this module before `ready`.
 */
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron";

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith("-")) ?? ".");
const manifest = createRequire(import.meta.url)(resolve(folder, "package.json"));
app.name = manifest.productName ?? manifest.name;
app.setVersion(manifest.version);
app.setAppPath(folder);
await import(pathToFileURL(resolve(folder, manifest.main)).href);
