/** What makes a process cheap enough to be killed a thousand times. */
import { join } from "node:path";
import { cache } from "../../scripts/runtime/places.ts";

/** Modules as the engine has compiled them, kept from one process to the next. */
export const compileCache = join(cache, "compiled");
