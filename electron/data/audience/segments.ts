/** Segments and who is in them: lists and clusters by their stored rows, rules worked out from what members are now. */
import type { Segment } from "../../../shared/contract/audience.ts";
import { toldCount } from "../../../shared/domain/privacy.ts";
import { type RuleGroup, SegmentRule } from "../../../shared/domain/segment-rule.ts";
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

/** Masks of segments while members, films, visits and the segment itself stay as they are. */
const masks = new WeakMap<object, Map<string, Uint8Array>>();
const keptMasks = 24;

const cached = (ground: Omit<Ground, "segment">, key: string, make: () => Uint8Array): Uint8Array => {
  const kept = masks.get(ground.members) ?? new Map<string, Uint8Array>();
  masks.set(ground.members, kept);
  const known = kept.get(key);
  if (known) return known;
  const mask = make();
  const oldest = kept.keys().next().value;
  if (kept.size >= keptMasks && oldest !== undefined) kept.delete(oldest);
  kept.set(key, mask);
  return mask;
};

/** A rule that leads back to a segment on the way lets nobody in there; saving one is refused. */
const segmentMask = (
  ground: Omit<Ground, "segment">,
  id: number,
  onTheWay: readonly number[],
): Uint8Array => {
  const { db, members } = ground;
  const nobody = (): Uint8Array => new Uint8Array(members.ids.length);
  const segment = onTheWay.includes(id) ? undefined : storedSegment(db, id);
  if (!segment) return nobody();
  if (segment.kind !== "rule") {
    const version = db.prepare("SELECT count(*) FROM segment_member WHERE segment = ?").pluck().get(id);
    return cached(ground, `list ${id} ${version}`, () =>
      maskOf(
        members,
        db.prepare("SELECT member FROM segment_member WHERE segment = ?").pluck().all(id) as number[],
      ),
    );
  }
  const rule = ruleOf(segment);
  if (!rule) return nobody();
  const way = [...onTheWay, id];
  return evaluate({ ...ground, segment: (other) => segmentMask(ground, other, way) }, rule);
};

export const groundOf = async (db: Connection): Promise<Ground> => {
  const columns = columnsOf(db);
  const films = await columns.films();
  const members = await columns.members();
  const visits = await columns.visits();
  const ground = { db, films, members, visits };
  return { ...ground, segment: (id) => segmentMask(ground, id, []) };
};

export const membersOf = async (db: Connection, id: number): Promise<Int32Array> => {
  const ground = await groundOf(db);
  const mask = ground.segment(id);
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
    const members = kind === "rule" ? countOf(ground.segment(id)) : (sizes.get(id) ?? 0);
    segments.push({ id, name, nameZh, kind, members: toldCount(members, minimum) });
  }
  return segments.sort((a, b) => (b.members ?? 1) - (a.members ?? 1) || (a.name < b.name ? -1 : 1));
};
