/** What models answer: what members will think of a film, what they choose next, who will want what nobody has seen. */
export const modelTasks = ["ratings", "choices", "cold"] as const;
export type ModelTask = (typeof modelTasks)[number];

const byName: Readonly<Record<string, ModelTask>> = {
  "matrix-factorization": "ratings",
  "bayesian-factors": "ratings",
  "content-ridge": "cold",
};

/** Every other model ranks choices. */
export const taskOf = (name: string): ModelTask => byName[name] ?? "choices";

/** The held-out figure that a task is judged by. */
export const judgedBy: Readonly<
  Record<ModelTask, { readonly metric: string; readonly lowerIsBetter: boolean }>
> = {
  ratings: { metric: "rmse", lowerIsBetter: true },
  choices: { metric: "ndcg@10", lowerIsBetter: false },
  cold: { metric: "ndcg@10", lowerIsBetter: false },
};
