/** What a deletion means: where a champion goes, who answers in its place. */
import { useTranslation } from "react-i18next";
import type { ModelCard } from "../../../shared/contract/training.ts";
import { taskOf } from "../../../shared/domain/model-tasks.ts";
import { useChampions } from "../../client/champions.ts";
import { useClients } from "../../client/context.tsx";
import { useFormat } from "../../ui/format.ts";

/** Of champions as they were when the page was drawn, before the deletion. */
export const useDeletionWords = (cards: readonly ModelCard[]): ((deleted: ModelCard) => Promise<string>) => {
  const { t } = useTranslation("champions");
  const { t: models } = useTranslation("models");
  const format = useFormat();
  const { data } = useClients();
  const before = useChampions();
  return async (deleted) => {
    if (!before.some(({ model }) => model === deleted.id)) return models("list.undoHint");
    const now = await data.champions({});
    const heir = now.ok
      ? now.value.champions.find(({ task }) => task === taskOf(deleted.name))?.model
      : undefined;
    const card = cards.find(({ id }) => id === heir);
    return card
      ? t("deletedChampion", {
          name: models(`names.${card.name}`),
          when: format.dateTime(card.createdAt / 1000),
        })
      : t("deletedLast");
  };
};
