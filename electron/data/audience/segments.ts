/** Segments and who is in them: lists and clusters by their stored rows, rules worked out from what members are now. */
import type { Segment } from "../../../shared/contract/audience.ts";
import { toldCount } from "../../../shared/domain/privacy.ts";
import { type RuleGroup, SegmentRule, segmentsNamed } from "../../../shared/domain/segment-rule.ts";
import { breathe } from "../breathe.ts";
import { maskOf } from "../columns/answer.ts";
import { columnsOf } from "../columns/library-columns.ts";
import { minimumGroup } from "../privacy/group-size.ts";
import type { Connection } from "../store/library.ts";
import { countOf, evaluate, type Ground } from "./evaluate.ts";

export interface StoredSegment {
  readonly id: number;
  readonly name: string;
  readonly nameZh: string | null;
  readonly kind: Segment["kind"];
  readonly rule: string;
}

const segmentSql = "SELECT id, name, name_zh AS nameZh, kind, rule FROM segment";

export const storedSegments = (db: Connection): StoredSegment[] =>
  db.prepare(`${segmentSql} ORDER BY name`).all() as StoredSegment[];

export const storedSegment = (db: Connection, id: number): StoredSegment | undefined =>
  db.prepare(`${segmentSql} WHERE id = ?`).get(id) as StoredSegment | undefined;

/** Null for a rule this version does not know: nobody is in it. */
export const ruleOf = ({ kind, rule }: StoredSegment): RuleGroup | null => {
  if (kind !== "rule") return null;
  const parsed = SegmentRule.safeParse(JSON.parse(rule));
  return parsed.success ? parsed.data : null;
};

/** Moves on with every row that anybody writes. */
const writesSoFar = (db: Connection): string =>
  `${db.prepare("SELECT total_changes()").pluck().get()}.${db.pragma("data_version", { simple: true })}`;

/** Everything a segment's mask depends on beside the ground: its list, or its rule and those of segments it speaks of. */
const stateOf = (db: Connection, id: number, onTheWay: readonly number[] = []): string => {
  const segment = onTheWay.includes(id) ? undefined : storedSegment(db, id);
  if (!segment) return `${id}`;
  if (segment.kind !== "rule") return `${id} ${writesSoFar(db)}`;
  const named = segmentsNamed(ruleOf(segment) ?? { type: "all", of: [] });
  return `${id} ${segment.rule} ${named.map((other) => `(${stateOf(db, other, [...onTheWay, id])})`).join(" ")}`;
};

/** A rule that leads back to a segment on the way lets nobody in there; saving one is refused. */
const segmentMask = async (ground: Ground, id: number, onTheWay: readonly number[]): Promise<Uint8Array> => {
  const { db, members } = ground;
  const segment = onTheWay.includes(id) ? undefined : storedSegment(db, id);
  if (!segment) return new Uint8Array(members.ids.length);
  if (segment.kind !== "rule") {
    const listed = db.prepare("SELECT member FROM segment_member WHERE segment = ?").pluck().all(id);
    return maskOf(members, listed as number[]);
  }
  const rule = ruleOf(segment);
  if (!rule) return new Uint8Array(members.ids.length);
  const way = [...onTheWay, id];
  return evaluate({ ...ground, segment: (other) => segmentMask(ground, other, way) }, rule);
};

const keptMasks = 24;

/** What there is to evaluate rules on, with the masks of segments asked for lately. */
const groundFrom = (parts: Omit<Ground, "segment">): Ground => {
  const masks = new Map<string, Promise<Uint8Array>>();
  const ground: Ground = {
    ...parts,
    segment: (id) => {
      const key = stateOf(parts.db, id);
      const mask = masks.get(key) ?? segmentMask(ground, id, []);
      masks.delete(key);
      const oldest = masks.keys().next().value;
      if (masks.size >= keptMasks && oldest !== undefined) masks.delete(oldest);
      masks.set(key, mask);
      mask.catch(() => masks.delete(key));
      return mask;
    },
  };
  return ground;
};

const grounds = new WeakMap<Connection, Ground>();

export const groundOf = async (db: Connection): Promise<Ground> => {
  const columns = columnsOf(db);
  const films = await columns.films();
  const members = await columns.members();
  const visitors = await columns.visitors();
  const kept = grounds.get(db);
  if (kept?.films === films && kept.members === members && kept.visitors === visitors) return kept;
  const ground = groundFrom({ db, films, members, visitors });
  grounds.set(db, ground);
  return ground;
};

export const membersOf = async (db: Connection, id: number): Promise<Int32Array> => {
  const ground = await groundOf(db);
  const mask = await ground.segment(id);
  return ground.members.ids.filter((_, row) => mask[row] === 1);
};

/** Largest first; other work may come between two segments. */
export const listSegments = async (db: Connection): Promise<Segment[]> => {
  const ground = await groundOf(db);
  const stored = storedSegments(db);
  const sizes = new Map(
    db.prepare("SELECT segment, count(*) FROM segment_member GROUP BY segment").raw().all() as [
      number,
      number,
    ][],
  );
  const minimum = minimumGroup(db);
  const segments: Segment[] = [];
  for (const { id, name, nameZh, kind } of stored) {
    if (kind === "rule") await breathe();
    const members = kind === "rule" ? countOf(await ground.segment(id)) : (sizes.get(id) ?? 0);
    segments.push({ id, name, nameZh, kind, members: toldCount(members, minimum) });
  }
  return segments.sort((a, b) => (b.members ?? 1) - (a.members ?? 1) || (a.name < b.name ? -1 : 1));
};
