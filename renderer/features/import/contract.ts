/** Parts of the import's contract that its pages speak of by name. */
import type { ImportCount, StagedImport, Trial } from "../../../shared/contract/import.ts";

export type Outcome = ImportCount["outcome"];
export type TriedRow = Trial["rows"][number];
export type ChangeExample = StagedImport["examples"][number];
