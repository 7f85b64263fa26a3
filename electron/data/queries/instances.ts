/** Reads instances of scheduling and of allocation. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { allocationDataContract } from "../../../shared/contract/allocation.ts";
import type { instanceContract } from "../../../shared/contract/instances.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { parseAllocation } from "../../../shared/domain/allocation-instance.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { parseInstance } from "../../../shared/domain/schedule-instance.ts";
import { pathOf, type Session } from "../session.ts";

const textOf = async (session: Session, file: string) => {
  const path = pathOf(session, file);
  if (!path.ok) return path;
  try {
    return ok(await readFile(path.value, "utf8"));
  } catch (error) {
    return err({
      type: "UnreadableFile" as const,
      name: basename(path.value),
      detail: (error as Error).message,
    });
  }
};

export const instanceHandlers = (
  session: Session,
): Handlers<typeof instanceContract & typeof allocationDataContract> => ({
  readInstance: async ({ file }) => {
    const text = await textOf(session, file);
    return text.ok ? parseInstance(text.value) : text;
  },
  readAllocation: async ({ file }) => {
    const text = await textOf(session, file);
    return text.ok ? parseAllocation(text.value) : text;
  },
});
