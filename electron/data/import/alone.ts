/** One import at a time into each library. */
import type { ImportFailure } from "../../../shared/contract/import.ts";
import { err, type Result } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Library } from "../store/library.ts";

const importing = new WeakSet<Library>();

export const importAlone = async <T>(
  session: Session,
  work: (library: Library) => Promise<Result<T, ImportFailure>>,
): Promise<Result<T, ImportFailure>> => {
  const library = openedLibrary(session);
  if (!library.ok) return library;
  const { value } = library;
  if (value.readOnly) return err({ type: "UnwritableLibrary", detail: value.name });
  if (importing.has(value)) return err({ type: "ImportRunning" });
  importing.add(value);
  try {
    return await work(value);
  } finally {
    importing.delete(value);
  }
};
