/** Whose champion ranks lists: what is chosen next, what will be thought of it, or whether it is liked. Asked only where there is a choice. */
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ModelTask } from "../../../shared/domain/model-tasks.ts";
import { useChampions } from "../../client/champions.ts";
import { makeStore, useStore } from "../../client/store.ts";

const offered = ["choices", "ratings", "likes"] as const;
const chosen = makeStore<(typeof offered)[number] | null>(null);

/** The choice where it can be followed, to be spread into a request. */
export const useRankingTask = (): { readonly task?: ModelTask } => {
  const task = useStore(chosen);
  const champions = useChampions();
  return task !== null && champions.some((each) => each.task === task) ? { task } : {};
};

export const RankingTask = () => {
  const { t } = useTranslation("preferences");
  const task = useStore(chosen);
  const champions = useChampions();
  const there = offered.filter((each) => champions.some((champion) => champion.task === each));
  if (there.length < 2) return null;
  return (
    <SegmentedControl
      aria-label={t("rankedBy.label")}
      value={task && there.includes(task) ? task : (there[0] as string)}
      onChange={(value) => chosen.set(value as (typeof offered)[number])}
      data={there.map((each) => ({ value: each, label: t(`rankedBy.${each}`) }))}
    />
  );
};
