/** Making segments, as the page asks for it. */
import type { segmentsContract } from "../../../shared/contract/segments.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { toldParts } from "../../../shared/domain/privacy.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { keepingColumns } from "../columns/keeping-columns.ts";
import { columnsOf } from "../columns/library-columns.ts";
import { minimumGroup } from "../privacy/group-size.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { type Clusters, makeClusters } from "./clusters.ts";
import { countOf, evaluate } from "./evaluate.ts";
import { remove, rename, saveClusters, saveList, saveRule } from "./segment-edits.ts";
import { groundOf, ruleOf, storedSegment } from "./segments.ts";

/** The clusters a library was last shown and has not stored yet. */
const proposals = new WeakMap<Connection, { readonly clusters: Clusters; readonly seed: number }>();

/** Clusters and those who are in none are everybody. */
const toldSizes = (db: Connection, { clusters, left }: Clusters): (number | null)[] =>
  toldParts([...clusters.map(({ members }) => members.length), left], minimumGroup(db));

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
    const total = ground.members.ids.length;
    const within = countOf(await evaluate(ground, rule));
    return ok({
      members: toldParts([within, total - within], minimumGroup(db))[0] as number | null,
      total,
      figures: share === null ? null : { share },
    });
  },
  saveSegment: (input) => {
    const library = openedLibrary(session);
    return library.ok ? keepingColumns(library.value.db, (db) => saveRule(db, input)) : library;
  },
  saveMemberList: async ({ members, ...names }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const known = (await columnsOf(db).members()).rowOf;
    const listed = [...new Set(members)].filter((id) => (known[id] ?? -1) >= 0);
    const minimum = minimumGroup(db);
    if (listed.length < minimum) return err({ type: "Suppressed", minimum });
    return keepingColumns(db, () => saveList(db, names, listed));
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
    const { members, films, visitors } = await groundOf(db);
    const tell = (share: number): void => progress({ share });
    const clusters = visitors && (await makeClusters(members, films, visitors, { k, seed }, tell, signal));
    if (!clusters) return err({ type: "TooFew" });
    proposals.set(db, { clusters, seed });
    const told = toldSizes(db, clusters);
    return ok({
      clusters: clusters.clusters.map(({ traits }, at) => ({
        members: told[at] as number | null,
        traits: [...traits],
      })),
      tried: [...clusters.tried],
      seed,
      sample: clusters.sample,
      left: told.at(-1) as number | null,
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
    const told = toldSizes(db, clusters);
    const allowed = clusters.clusters.map((_, at) => (told[at] === null ? null : (names[at] ?? null)));
    return saveClusters(db, clusters, seed, allowed, replace);
  },
});
