/** Which model answers for each task, since when and why; the former ones, and the way back to them. */
import { Button, Collapse } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTrophy } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Champion, Promotion, PromotionDoubt } from "../../../shared/contract/registry.ts";
import type { ModelCard } from "../../../shared/contract/training.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import type { ModelTask } from "../../../shared/domain/model-tasks.ts";
import { useRegistry } from "../../client/champions.ts";
import { useClients } from "../../client/context.tsx";
import { unwrap } from "../../client/read.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useFaultWords } from "../../ui/fault-words.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./models.module.css";

interface Asking {
  readonly card: ModelCard;
  readonly doubts: readonly PromotionDoubt[];
}

/** Promoting, rolling back, and the question that doubts raise. */
export const useRegistryActions = () => {
  const { t } = useTranslation("champions");
  const { t: models } = useTranslation("models");
  const { data } = useClients();
  const queries = useQueryClient();
  const wordsOf = useFaultWords("champions");
  const [asking, setAsking] = useState<Asking | null>(null);
  const refresh = (): Promise<void> =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => ["models", "predictions", "watch"].includes(String(queryKey[0])),
    });
  const guarded = (act: () => Promise<void>): void =>
    void act().catch((error) => {
      const { what, why, remedy } = wordsOf(faultOf(error));
      notifications.show({ title: what, message: `${why} ${remedy}`.trim(), color: "red" });
    });
  const promote = (card: ModelCard, sure = false): void =>
    guarded(async () => {
      const done = await data.promote({ model: card.id, sure });
      if (!done.ok && done.error.type === "AskFirst") {
        setAsking({ card, doubts: done.error.doubts });
        return;
      }
      const { task } = await unwrap(Promise.resolve(done));
      setAsking(null);
      notifications.show({
        message: t("promoted", { name: models(`names.${card.name}`), task: t(`tasks.${task}`) }),
      });
      await refresh();
    });
  const rollBack = (task: ModelTask): void =>
    guarded(async () => {
      await unwrap(data.rollBackChampion({ task }));
      notifications.show({ message: t("rolledBack", { task: t(`tasks.${task}`) }) });
      await refresh();
    });
  const turn = ({ id }: Promotion, stands: boolean): void =>
    guarded(async () => {
      await unwrap(data.turnPromotion({ promotion: id, stands }));
      await refresh();
    });
  const question = asking && (
    <PromotionQuestion
      asking={asking}
      onSure={() => promote(asking.card, true)}
      onClose={() => setAsking(null)}
    />
  );
  return { promote: (card: ModelCard) => promote(card), rollBack, turn, question };
};

interface PromotionQuestionProps {
  readonly asking: Asking;
  readonly onSure: () => void;
  readonly onClose: () => void;
}

const PromotionQuestion = ({ asking, onSure, onClose }: PromotionQuestionProps) => {
  const { t } = useTranslation("champions");
  const { t: models } = useTranslation("models");
  const format = useFormat();
  return (
    <Dialog
      title={t("ask.title", { name: models(`names.${asking.card.name}`) })}
      width={480}
      onClose={onClose}
    >
      <ul>
        {asking.doubts.map((doubt) => (
          <li key={doubt.type}>
            {doubt.type === "worse"
              ? t("ask.worse", {
                  metric: models(`metrics.${doubt.metric}.name`, { defaultValue: doubt.metric }),
                  candidate: format.number(doubt.candidate, 3),
                  champion: format.number(doubt.champion, 3),
                })
              : t("ask.forgotten", { count: doubt.members })}
          </li>
        ))}
      </ul>
      <div className={classes.pair}>
        <Button variant="default" onClick={onClose}>
          {t("ask.keep")}
        </Button>
        <Button color="danger" onClick={onSure}>
          {t("ask.sure")}
        </Button>
      </div>
    </Dialog>
  );
};

interface ChampionsProps {
  readonly cards: readonly ModelCard[];
  readonly actions: Pick<ReturnType<typeof useRegistryActions>, "rollBack" | "turn">;
}

export const Champions = ({ cards, actions }: ChampionsProps) => {
  const { t } = useTranslation("champions");
  const { t: models } = useTranslation("models");
  const format = useFormat();
  const registry = useRegistry().data;
  const [open, setOpen] = useState(false);
  const historyId = useId();
  if (!registry) return null;
  const nameOf = (id: string): string => {
    const card = cards.find((each) => each.id === id);
    return card ? `${models(`names.${card.name}`)}, ${format.dateTime(card.createdAt / 1000)}` : t("deleted");
  };
  const { champions, history } = registry;
  const standing = ({ task }: Champion) =>
    history.filter((each) => each.task === task && each.rolledBackAt === null && each.stored);
  return (
    <Panel title={t("title")}>
      <ul className={classes.runs}>
        {champions.map((champion) => (
          <li key={champion.task}>
            <span>
              <IconTrophy size={14} aria-hidden /> {t(`tasks.${champion.task}`)} {nameOf(champion.model)}
              {champion.since === null && ` (${t("only")})`}
            </span>
            {standing(champion).some(({ model }) => model !== champion.model) && (
              <Button
                variant="default"
                size="compact-xs"
                aria-label={t("rollBackNamed", { task: t(`tasks.${champion.task}`) })}
                onClick={() => actions.rollBack(champion.task)}
              >
                {t("rollBack")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        aria-expanded={open}
        aria-controls={historyId}
        onClick={() => setOpen(!open)}
      >
        {t("history.title")}
      </Button>
      <Collapse expanded={open} id={historyId}>
        <ul className={classes.runs}>
          {history.map((promotion) => (
            <li key={promotion.id}>
              <span>
                {t(`history.${promotion.rolledBackAt === null ? "row" : "rolledBack"}`, {
                  when: format.dateTime(promotion.at),
                  task: t(`tasks.${promotion.task}`),
                  model: nameOf(promotion.model),
                  cause: t(`causes.${promotion.cause}`),
                  back: promotion.rolledBackAt === null ? "" : format.dateTime(promotion.rolledBackAt),
                })}
              </span>
              {promotion.rolledBackAt !== null && promotion.stored && (
                <Button variant="subtle" size="compact-xs" onClick={() => actions.turn(promotion, true)}>
                  {t("history.again")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Collapse>
    </Panel>
  );
};
