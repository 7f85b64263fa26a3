/**
 * Feedback as sets of the journal: the opinion that stands in `feedback`, and for a rating or an attendance the
 * interaction that it is. One film has at most one of up, down and dismissed from a member.
 */
import type { FeedbackKind } from "../../../shared/contract/feedback.ts";
import { interactionKindCode, type RatingScale } from "../../../shared/domain/interactions.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { editLabel } from "../edits/label.ts";
import { added, removed } from "../identity/rows.ts";
import { type Change, makeNaming } from "../journal/journal.ts";
import type { Connection } from "../store/library.ts";

export interface Said {
  readonly member: number;
  readonly film: number;
  readonly kind: FeedbackKind;
  readonly value: number | null;
  readonly at: number;
}
export type GiveFailure =
  | { readonly type: "NotFound" }
  | { readonly type: "OffScale"; readonly min: number; readonly max: number; readonly step: number };

/** Without imported ratings the usual half stars stand. */
export const defaultScale: RatingScale = { min: 0.5, max: 5, step: 0.5 };

export const scaleOf = (db: Connection): RatingScale =>
  (db.prepare("SELECT min, max, step FROM rating_scale").get() as RatingScale | undefined) ?? defaultScale;

export const isOnScale = (value: number, { min, max, step }: RatingScale): boolean =>
  value >= min && value <= max && Math.abs((value - min) / step - Math.round((value - min) / step)) < 1e-6;

/** Of these a member has one for a film. */
const opinions: readonly FeedbackKind[] = ["up", "down", "dismissed"];

interface Standing {
  readonly kind: FeedbackKind;
  readonly at: number;
  readonly value: number | null;
  readonly former: number | null;
  readonly change_set: number;
}

const standingOf = (db: Connection, { member, film }: Said): readonly Standing[] =>
  db
    .prepare("SELECT kind, at, value, former, change_set FROM feedback WHERE member = ? AND film = ?")
    .all(member, film) as Standing[];

const gone = ({ member, film }: Said, { kind, ...cells }: Standing): Change =>
  removed("feedback", { member, film, kind }, cells);

const stands = ({ member, film, kind, at, value }: Said, former: number | null, changeSet: number): Change =>
  added("feedback", { member, film, kind }, { at, value, former, change_set: changeSet });

const ratingKind = interactionKindCode("rating");

/** What the set consists of, beside the feedback row itself; null where it is so already. */
const interactionChange = (
  db: Connection,
  { member, film, kind, value, at }: Said,
): { readonly changes: readonly Change[]; readonly former: number | null } | null => {
  if (kind === "attendance") {
    const key = { member, film, kind: interactionKindCode("ticket"), at };
    const there = db.prepare(
      "SELECT 1 FROM interaction WHERE member = @member AND film = @film AND kind = @kind AND at = @at",
    );
    return there.get(key) ? null : { changes: [added("interaction", key, { value: 1 })], former: null };
  }
  const latest = db
    .prepare(
      "SELECT at, value FROM interaction WHERE member = ? AND film = ? AND kind = ? ORDER BY at DESC LIMIT 1",
    )
    .get(member, film, ratingKind) as { at: number; value: number } | undefined;
  if (!latest) {
    const key = { member, film, kind: ratingKind, at };
    return { changes: [added("interaction", key, { value })], former: null };
  }
  if (latest.value === value) return null;
  const key = { member, film, kind: ratingKind, at: latest.at };
  return {
    changes: [{ entity: "interaction", key, before: { value: latest.value }, after: { value } }],
    former: latest.value,
  };
};

/** One set of the journal, or null where it is so already. Within the caller's transaction. */
export const give = (db: Connection, said: Said): Result<number | null, GiveFailure> => {
  const { member, film, kind } = said;
  const found = db.prepare("SELECT 1 FROM member, film WHERE member.id = @member AND film.id = @film");
  if (!found.get({ member, film })) return err({ type: "NotFound" });
  const standing = standingOf(db, said);
  const same = standing.find((each) => each.kind === kind);
  const replaced = same ? [gone(said, same)] : [];
  const set = { kind: "edit" as const, label: editLabel("feedback", [kind], 1) };
  if (opinions.includes(kind)) {
    if (same) return ok(null);
    const others = standing.filter((each) => opinions.includes(each.kind));
    const opinion = { ...said, value: null };
    return ok(
      makeNaming(db, set, (id) => [...others.map((each) => gone(said, each)), stands(opinion, null, id)]),
    );
  }
  if (kind === "rating") {
    const scale = scaleOf(db);
    if (said.value === null || !isOnScale(said.value, scale)) return err({ type: "OffScale", ...scale });
  }
  const change = interactionChange(db, said);
  if (!change) return ok(null);
  const row = kind === "rating" ? said : { ...said, value: null };
  return ok(makeNaming(db, set, (id) => [...change.changes, ...replaced, stands(row, change.former, id)]));
};
