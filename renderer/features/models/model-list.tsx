/** Stored models: one or two chosen to look at, each deletable and restorable. */
import { ActionIcon, Checkbox } from "@mantine/core";
import { IconTrash, IconTrophy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ModelCard } from "../../../shared/contract/training.ts";
import { useChampions } from "../../client/champions.ts";
import { Tag } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./models.module.css";

interface ModelListProps {
  readonly cards: readonly ModelCard[];
  readonly shown: string | null;
  readonly compared: string | null;
  readonly onShow: (id: string) => void;
  readonly onCompare: (id: string | null) => void;
  readonly onDelete: (card: ModelCard) => void;
  readonly onPromote: (card: ModelCard) => void;
}

export const ModelList = ({
  cards,
  shown,
  compared,
  onShow,
  onCompare,
  onDelete,
  onPromote,
}: ModelListProps) => {
  const { t } = useTranslation("models");
  const { t: registry } = useTranslation("champions");
  const champions = useChampions();
  const format = useFormat();
  return (
    <Panel title={t("list.title")} flush>
      <ul className={classes.models}>
        {cards.map((card) => {
          const champion = champions.find(({ model }) => model === card.id);
          const when = format.dateTime(card.createdAt / 1000);
          const name = t(`names.${card.name}`);
          const { rmse, "ndcg@10": ndcg } = card.metrics;
          return (
            <li key={card.id} data-shown={card.id === shown || undefined}>
              <button
                type="button"
                className={classes.model}
                aria-pressed={card.id === shown}
                onClick={() => onShow(card.id)}
              >
                <span className={classes.modelName}>
                  {name}{" "}
                  {champion && (
                    <span title={registry("championOf", { task: registry(`tasks.${champion.task}`) })}>
                      <Tag tone="accent">{registry("champion")}</Tag>
                    </span>
                  )}{" "}
                  {card.forgotten ? (
                    <Tag tone="warn">{t("list.forgotten", { count: card.forgotten })}</Tag>
                  ) : null}
                </span>
                <span className={classes.modelFacts}>
                  {[
                    when,
                    t(`splits.${card.split}`),
                    typeof rmse === "number" && `${t("metrics.rmse.name")} ${format.number(rmse, 3)}`,
                    typeof ndcg === "number" && `${t("metrics.ndcg@10.name")} ${format.percent(ndcg, 1)}`,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </button>
              {card.id !== shown && (
                <Checkbox
                  size="xs"
                  label={t("list.compare")}
                  aria-label={t("list.compareNamed", { name, when })}
                  checked={card.id === compared}
                  onChange={() => onCompare(card.id === compared ? null : card.id)}
                />
              )}
              {!champion && (
                <ActionIcon
                  aria-label={registry("promoteNamed", { name, when })}
                  title={registry("promote")}
                  onClick={() => onPromote(card)}
                >
                  <IconTrophy size={15} />
                </ActionIcon>
              )}
              <ActionIcon
                aria-label={t("list.deleteNamed", { name, when })}
                title={t("list.delete")}
                onClick={() => onDelete(card)}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};
