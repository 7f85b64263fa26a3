/** Members and segments, a window of rows at a time. */
import type { audienceContract } from "../../../shared/contract/audience.ts";
import type { MemberSelection } from "../../../shared/contract/table-query.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { toldCount } from "../../../shared/domain/privacy.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { facetsOf, oneAColumn, selectedRows } from "../columns/answer.ts";
import type { ColumnTable } from "../columns/column.ts";
import { columnsOf } from "../columns/library-columns.ts";
import type { Question } from "../columns/select.ts";
import { minimumGroup } from "../privacy/group-size.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { findMembers } from "./find-members.ts";
import { memberGroups } from "./member-groups.ts";
import { gatherMember, readMemberRows } from "./member-page.ts";
import { groundOf, listSegments, membersOf, storedSegment } from "./segments.ts";

const figuresOf = (db: Connection): { readonly share: number } | null => {
  const { share } = columnsOf(db);
  return share === null ? null : { share };
};

export const memberQuestion = async (
  db: Connection,
  table: ColumnTable,
  { search = "", segment = null, filters = [] }: MemberSelection,
): Promise<Question & { readonly key: string }> => {
  const typed = search.trim();
  const masks = typed === "" ? [] : [findMembers(table, typed)];
  const rule = segment === null ? "" : JSON.stringify(storedSegment(db, segment) ?? null);
  if (segment !== null) masks.push(await (await groundOf(db)).segment(segment));
  return { filters: oneAColumn(filters), masks, key: `${typed} ${segment} ${rule}` };
};

export const audienceHandlers = (session: Session): Handlers<typeof audienceContract> => ({
  listMembers: async ({ order, descending, offset, limit, ...selection }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const table = await columnsOf(db).members();
    const question = await memberQuestion(db, table, selection);
    const rows = selectedRows(table, question, order, descending, question.key);
    return ok({
      total: rows.length,
      rows: readMemberRows(db, table, rows.subarray(offset, offset + limit)),
      figures: figuresOf(db),
    });
  },
  memberFacets: async ({ columns, find, limit, ...selection }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const table = await columnsOf(db).members();
    const question = await memberQuestion(db, table, selection);
    const options = { find, limit, minimum: minimumGroup(db) };
    return ok({ ...facetsOf(table, question, columns, options), figures: figuresOf(db) });
  },
  member: async ({ member }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const ground = await groundOf(db);
    const row = ground.members.rowOf[member] ?? -1;
    const [found] = row < 0 ? [] : readMemberRows(db, ground.members, [row]);
    return found ? ok({ ...found, ...(await gatherMember(ground, member)) }) : err({ type: "NotFound" });
  },
  listSegments: async () => {
    const library = openedLibrary(session);
    return library.ok ? ok({ segments: await listSegments(library.value.db) }) : library;
  },
  segmentMembers: async ({ segment }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    if (!storedSegment(db, segment)) return err({ type: "NotFound" });
    const members = await membersOf(db, segment);
    const minimum = minimumGroup(db);
    return toldCount(members.length, minimum) === null
      ? err({ type: "Suppressed", minimum })
      : ok({ members });
  },
  memberGroups: async () => {
    const library = openedLibrary(session);
    return library.ok ? ok({ groups: await memberGroups(library.value.db) }) : library;
  },
});
