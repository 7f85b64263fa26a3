/** Looks whether champions are still right, and says what to do about it. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { InputDrift, TaskWatch, WatchAlert, WatchReport } from "../../shared/contract/watching.ts";
import type { ModelTask } from "../../shared/domain/model-tasks.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import type { Level } from "../../shared/domain/stability.ts";
import { stabilityAlert, stabilityWatch } from "../../shared/domain/stability.ts";
import { breather } from "../models/breather.ts";
import {
  errorAlert,
  errorDrift,
  errorWatch,
  fewestSince,
  inputDrift,
  partedAt,
  unseenAlert,
  unseenOf,
  unseenWatch,
} from "../models/watch/drift.ts";
import { received } from "./received.ts";
import type { TrainingLibrary } from "./training-library.ts";

type NoLibrary = { readonly type: "NoLibrary" };

const day = 86_400;
/** Days without an interaction: a cinema's programme changes every week. */
export const staleWatch = 14;
export const staleAlert = 45;

const freshnessLevel = (lastInteraction: number | null, now: number): Level => {
  if (lastInteraction === null) return "calm"; // an empty library is not stale
  const age = (now - lastInteraction) / day;
  return age >= staleAlert ? "alert" : age >= staleWatch ? "watch" : "calm";
};

const alertsOf = (
  { freshness, tasks }: Pick<WatchReport, "freshness" | "tasks">,
  forgotten: ReadonlyMap<ModelTask, number>,
  now: number,
): WatchAlert[] => {
  const alerts: WatchAlert[] = [];
  const add = (
    kind: WatchAlert["kind"],
    task: ModelTask | null,
    level: Level,
    value: number,
    [watch, alert]: readonly [number, number],
    action: WatchAlert["action"],
  ): void => {
    if (level === "calm") return;
    alerts.push({ kind, task, level, value, threshold: level === "alert" ? alert : watch, action });
  };
  const { lastInteraction, level } = freshness;
  if (lastInteraction !== null)
    add("freshness", null, level, (now - lastInteraction) / day, [staleWatch, staleAlert], "import");
  for (const { task, inputs, error, unseen } of tasks) {
    for (const { kind, index, level: drifted } of inputs)
      add(
        kind,
        task,
        drifted,
        index,
        [stabilityWatch, stabilityAlert],
        kind === "values" ? "quality" : "retrain",
      );
    if (error) add("error", task, error.level, error.z, [errorWatch, errorAlert], "retrain");
    if (unseen)
      add(
        "unseen",
        task,
        unseen.level,
        Math.max(unseen.members, unseen.films),
        [unseenWatch, unseenAlert],
        "retrain",
      );
    const members = forgotten.get(task) ?? 0;
    if (members > 0) add("forgotten", task, "watch", members, [1, 1], "retrain");
  }
  return alerts.sort((a, b) => Number(b.level === "alert") - Number(a.level === "alert"));
};

export const watchLibrary = async (
  data: DataClient,
  library: TrainingLibrary,
  signal: AbortSignal,
): Promise<Result<WatchReport, NoLibrary>> => {
  const now = Math.floor(Date.now() / 1000);
  const fresh = received(await data.freshness({}), signal);
  if (!fresh.ok) return fresh;
  const listed = received(await data.champions({}), signal);
  if (!listed.ok) return listed;
  const minimum = await library.minimumGroup();
  const pause = breather(30);
  const breathe = async (): Promise<void> => {
    await pause();
    signal.throwIfAborted();
  };
  const tasks: TaskWatch[] = [];
  const forgotten = new Map<ModelTask, number>();
  // Figures of a large library may still be in the making; its ratings are there.
  let lastInteraction = fresh.value.lastInteraction ?? 0;
  for (const { task, model: id } of listed.value.champions) {
    const loaded = await library.load(id, [task]);
    if (!loaded.ok) continue; // deleted meanwhile
    const { card, model, audience, traits, learned } = loaded.value;
    const ratings = learned();
    lastInteraction = ratings.at.reduce((latest, at) => Math.max(latest, at), lastInteraction);
    const parts = partedAt(ratings, card.summary?.until ?? card.createdAt / 1000);
    await breathe();
    const members = new Set(Array.from(parts.since, (row) => ratings.member[row])).size;
    const told = members >= minimum;
    const enough = told && parts.since.length >= fewestSince;
    const inputs: InputDrift[] =
      enough && card.summary ? inputDrift(card.summary, ratings, traits, parts) : [];
    await breathe();
    tasks.push({
      task,
      model: id,
      name: card.name,
      trainedAt: card.createdAt,
      since: told || parts.since.length === 0 ? { ratings: parts.since.length, members } : null,
      inputs,
      error: enough ? await errorDrift(model, audience, ratings, parts, breathe) : null,
      unseen: enough ? unseenOf(model, ratings, parts) : null,
    });
    forgotten.set(task, card.forgotten ?? 0);
  }
  const last = lastInteraction > 0 ? lastInteraction : null;
  const freshness = { ...fresh.value, lastInteraction: last, level: freshnessLevel(last, now) };
  const report = {
    checkedAt: now,
    freshness,
    tasks,
    alerts: alertsOf({ freshness, tasks }, forgotten, now),
  };
  received(await data.keepWatch({ report }), signal);
  return ok(report);
};
