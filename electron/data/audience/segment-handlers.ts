/** Making segments, as the page asks for it. */
import type { segmentsContract } from "../../../shared/contract/segments.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { minimumGroupSize } from "../../../shared/domain/privacy.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { columnsOf } from "../columns/library-columns.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { type Clusters, makeClusters } from "./clusters.ts";
import { countOf, evaluate } from "./evaluate.ts";
import { remove, rename, saveClusters, saveRule } from "./segment-edits.ts";
import { groundOf, ruleOf, storedSegment } from "./segments.ts";

/** The clusters a library was last shown and has not stored yet. */
const proposals = new WeakMap<Connection, { readonly clusters: Clusters; readonly seed: number }>();

const told = (members: number): number | null => (members > 0 && members < minimumGroupSize ? null : members);

/** The journal has a new set, but no film and no member is other than before. */
const keepingColumns = async <T>(db: Connection, edit: (db: Connection) => T): Promise<T> => {
  const columns = columnsOf(db);
  const before = columns.revision();
  const done = edit(db);
  await columns.edited(before, { films: new Set(), members: new Set() });
  return done;
};

export const segmentHandlers = (session: Session): Handlers<typeof segmentsContract> => ({
  segment: ({ segment }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const stored = storedSegment(library.value.db, segment);
    if (!stored) return err({ type: "NotFound" });
    const { id, name, nameZh, kind } = stored;
    return ok({ id, name, nameZh, kind, rule: ruleOf(stored) });
  },
  countRule: async ({ rule }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const ground = await groundOf(db);
    const { share } = columnsOf(db);
    return ok({
      members: told(countOf(evaluate(ground, rule))),
      total: ground.members.ids.length,
      figures: share === null ? null : { share },
    });
  },
  saveSegment: (input) => {
    const library = openedLibrary(session);
    return library.ok ? keepingColumns(library.value.db, (db) => saveRule(db, input)) : library;
  },
  renameSegment: (input) => {
    const library = openedLibrary(session);
    return library.ok ? keepingColumns(library.value.db, (db) => rename(db, input)) : library;
  },
  deleteSegment: ({ id }) => {
    const library = openedLibrary(session);
    return library.ok ? keepingColumns(library.value.db, (db) => remove(db, id)) : library;
  },
  proposeClusters: async ({ k, seed }, { progress, signal }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    await columnsOf(db).settled();
    const { members, films, visits } = await groundOf(db);
    const tell = (share: number): void => progress({ share });
    const clusters = visits && (await makeClusters(members, films, visits, { k, seed }, tell, signal));
    if (!clusters) return err({ type: "TooFew" });
    proposals.set(db, { clusters, seed });
    return ok({
      clusters: clusters.clusters.map(({ members, traits }) => ({
        members: told(members.length),
        traits: [...traits],
      })),
      tried: [...clusters.tried],
      seed,
      sample: clusters.sample,
      left: clusters.left,
    });
  },
  saveClusters: ({ names, replace }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const proposal = proposals.get(db);
    if (!proposal) return err({ type: "NoProposal" });
    const { clusters, seed } = proposal;
    // A group too small to be told is not stored either.
    const allowed = clusters.clusters.map(({ members }, at) =>
      members.length < minimumGroupSize ? null : (names[at] ?? null),
    );
    return saveClusters(db, clusters, seed, allowed, replace);
  },
});
