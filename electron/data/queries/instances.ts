/** Reads scheduling instances. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { instanceContract } from "../../../shared/contract/instances.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err } from "../../../shared/domain/result.ts";
import { parseInstance } from "../../../shared/domain/schedule-instance.ts";
import { pathOf, type Session } from "../session.ts";

export const instanceHandlers = (session: Session): Handlers<typeof instanceContract> => ({
  readInstance: async ({ file }) => {
    const path = pathOf(session, file);
    if (!path.ok) return path;
    let text: string;
    try {
      text = await readFile(path.value, "utf8");
    } catch (error) {
      return err({ type: "UnreadableFile", name: basename(path.value), detail: (error as Error).message });
    }
    return parseInstance(text);
  },
});
