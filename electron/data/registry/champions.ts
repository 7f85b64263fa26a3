/** Which model is champion of its task: the latest promotion that stands and whose model is stored; else its latest model. */
import type { Champion, Promotion, PromotionDoubt } from "../../../shared/contract/registry.ts";
import { judge, type ModelTask, modelTasks, taskOf } from "../../../shared/domain/model-tasks.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { Connection } from "../store/library.ts";

const standing = `
  SELECT p.id, p.model, p.at FROM promotion p JOIN model m ON m.id = p.model
  WHERE p.task = ? AND p.rolled_back_at IS NULL ORDER BY p.id DESC`;

interface Standing {
  readonly id: number;
  readonly model: string;
  readonly at: number;
}

const latestOf = (db: Connection, task: ModelTask): string | undefined =>
  (
    db.prepare("SELECT id, name FROM model ORDER BY created_at DESC, id").all() as {
      id: string;
      name: string;
    }[]
  ).find(({ name }) => taskOf(name) === task)?.id;

export const championOf = (db: Connection, task: ModelTask): Champion | null => {
  const promoted = db.prepare(`${standing} LIMIT 1`).get(task) as Standing | undefined;
  if (promoted) return { task, model: promoted.model, since: promoted.at };
  const latest = latestOf(db, task);
  return latest === undefined ? null : { task, model: latest, since: null };
};

export const championsOf = (db: Connection): Champion[] =>
  modelTasks.flatMap((task) => championOf(db, task) ?? []);

export const historyOf = (db: Connection): Promotion[] =>
  (
    db
      .prepare(
        `SELECT p.id, p.task, p.model, p.at, p.cause, p.note, p.rolled_back_at AS rolledBackAt, m.id IS NOT NULL AS stored
         FROM promotion p LEFT JOIN model m ON m.id = p.model ORDER BY p.id DESC`,
      )
      .all() as (Omit<Promotion, "note" | "stored"> & { note: string | null; stored: number })[]
  ).map((row) => ({
    ...row,
    note: row.note === null ? null : JSON.parse(row.note),
    stored: row.stored === 1,
  }));

interface Card {
  readonly name: string;
  readonly split?: string;
  readonly holdout?: number;
  readonly seed?: number;
  readonly data?: { readonly fingerprint?: string };
  readonly metrics?: Readonly<Record<string, number | null>>;
}

const cardOf = (db: Connection, model: string): (Card & { readonly forgotten: number }) | null => {
  const row = db.prepare("SELECT name, card, forgotten FROM model WHERE id = ?").get(model) as
    | { name: string; card: string; forgotten: number }
    | undefined;
  return row ? { ...(JSON.parse(row.card) as Card), name: row.name, forgotten: row.forgotten } : null;
};

const judgedAlike = (a: Card, b: Card): boolean =>
  a.data?.fingerprint !== undefined &&
  a.data.fingerprint === b.data?.fingerprint &&
  a.split === b.split &&
  a.holdout === b.holdout &&
  a.seed === b.seed;

const doubtsOf = (db: Connection, model: string, champion: string | null): PromotionDoubt[] => {
  const candidate = cardOf(db, model);
  if (!candidate) return [];
  const doubts: PromotionDoubt[] = [];
  const present = champion === null ? null : cardOf(db, champion);
  const judgement =
    present && judgedAlike(candidate, present)
      ? judge(taskOf(candidate.name), candidate.metrics ?? {}, present.metrics ?? {})
      : null;
  if (judgement && judgement.gain < 0) {
    const { metric, champion: own, candidate: its } = judgement;
    doubts.push({ type: "worse", metric, champion: own, candidate: its });
  }
  if (candidate.forgotten > 0) doubts.push({ type: "forgotten", members: candidate.forgotten });
  return doubts;
};

interface Wish {
  readonly model: string;
  readonly sure: boolean;
  readonly cause: "chosen" | "retrained";
  readonly note: Readonly<Record<string, unknown>> | null;
}
type PromoteFailure =
  | { readonly type: "NotFound" }
  | { readonly type: "AskFirst"; readonly doubts: PromotionDoubt[] };

const insert = (
  db: Connection,
  task: ModelTask,
  model: string,
  cause: Promotion["cause"],
  note: unknown,
): number =>
  Number(
    db
      .prepare("INSERT INTO promotion (task, model, at, cause, note) VALUES (?, ?, ?, ?, ?)")
      .run(task, model, Math.floor(Date.now() / 1000), cause, note === null ? null : JSON.stringify(note))
      .lastInsertRowid,
  );

export const promote = (
  db: Connection,
  { model, sure, cause, note }: Wish,
): Result<
  { readonly task: ModelTask; readonly promotion: number | null; readonly former: string | null },
  PromoteFailure
> => {
  const card = cardOf(db, model);
  if (!card) return err({ type: "NotFound" });
  const task = taskOf(card.name);
  const champion = championOf(db, task);
  const former = champion?.model ?? null;
  if (former === model && champion?.since !== null) return ok({ task, promotion: null, former });
  const doubts = doubtsOf(db, model, former);
  if (doubts.length > 0 && !sure) return err({ type: "AskFirst", doubts });
  const known = doubts.length > 0 ? { ...note, doubts } : note;
  return ok({ task, promotion: insert(db, task, model, cause, known), former });
};

/** A first model of its task answers at once. */
export const promoteFirst = (db: Connection, model: string, name: string): void => {
  const task = taskOf(name);
  const champion = championOf(db, task);
  if (!champion || (champion.model === model && champion.since === null))
    insert(db, task, model, "first", null);
};

export const rollBackChampion = (
  db: Connection,
  task: ModelTask,
): Result<
  { readonly promotion: number; readonly from: string; readonly to: string },
  { readonly type: "NoFormerChampion"; readonly task: ModelTask }
> => {
  const [latest, ...earlier] = db.prepare(standing).all(task) as Standing[];
  const former = earlier.find(({ model }) => model !== latest?.model);
  if (!latest || !former) return err({ type: "NoFormerChampion", task });
  const since = db.prepare(
    "UPDATE promotion SET rolled_back_at = ? WHERE task = ? AND id > ? AND rolled_back_at IS NULL AND model = ?",
  );
  since.run(Math.floor(Date.now() / 1000), task, former.id, latest.model);
  return ok({ promotion: latest.id, from: latest.model, to: former.model });
};

export const turnPromotion = (
  db: Connection,
  promotion: number,
  stands: boolean,
): Result<Record<string, never>, { readonly type: "NotFound" }> => {
  const { changes } = db
    .prepare("UPDATE promotion SET rolled_back_at = ? WHERE id = ?")
    .run(stands ? null : Math.floor(Date.now() / 1000), promotion);
  return changes === 1 ? ok({}) : err({ type: "NotFound" });
};
