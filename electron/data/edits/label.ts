import type { EditLabel } from "../../../shared/contract/edits.ts";

/** What an edit did, for whoever words it. */
export const editLabel = (edited: EditLabel["edited"], fields: readonly string[], rows: number): string =>
  JSON.stringify({ edited, fields: [...fields], rows } satisfies EditLabel);
