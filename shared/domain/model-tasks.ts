/** What models answer: what members will think of a film, whether they will like it, what they choose next, who will want what nobody has seen. */
export const modelTasks = ["ratings", "likes", "choices", "cold"] as const;
export type ModelTask = (typeof modelTasks)[number];

const byName: Readonly<Record<string, ModelTask>> = {
  "matrix-factorization": "ratings",
  "bayesian-factors": "ratings",
  "random-forest": "likes",
  "support-vectors": "likes",
  "content-ridge": "cold",
};

/** Every other model ranks choices. */
export const taskOf = (name: string): ModelTask => byName[name] ?? "choices";

/** The held-out figures that models of a task are compared by: the first that both have. */
const judgedBy: Readonly<Record<ModelTask, readonly string[]>> = {
  ratings: ["rmse"],
  likes: ["brier"],
  choices: ["ndcg@10"],
  cold: ["ndcg@10"],
};
const lowerIsBetter: ReadonlySet<string> = new Set(["rmse", "brier"]);

type Figures = Readonly<Record<string, number | null>>;
export interface Judgement {
  readonly metric: string;
  readonly candidate: number;
  readonly champion: number;
  /** How much better the candidate is; below 0: worse. */
  readonly gain: number;
}

export const judge = (task: ModelTask, candidate: Figures, champion: Figures): Judgement | null => {
  for (const metric of judgedBy[task]) {
    const [its, own] = [candidate[metric], champion[metric]];
    if (typeof its === "number" && typeof own === "number")
      return {
        metric,
        candidate: its,
        champion: own,
        gain: lowerIsBetter.has(metric) ? own - its : its - own,
      };
  }
  return null;
};
