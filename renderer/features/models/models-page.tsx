/** Train preference models on the library's audience, judge them on what they have not seen, keep the good ones. */
import { notifications } from "@mantine/notifications";
import { IconChartDots3 } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { memo, startTransition, useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelCard, TrainRequest } from "../../../shared/contract/training.ts";
import { useCommands } from "../../client/commands.ts";
import { useClients } from "../../client/context.tsx";
import { useLibrary } from "../../client/library.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, ErrorState, ReadState } from "../../ui/states.tsx";
import { useCards } from "./cards.ts";
import { Champions, useRegistryActions } from "./champions.tsx";
import { Compare } from "./compare.tsx";
import { useDeletionWords } from "./deletion-words.ts";
import { useDeletions } from "./deletions.ts";
import { EncoderPanel } from "./encoders/encoder-panel.tsx";
import { TunedEncoders } from "./encoders/tuned-encoders.tsx";
import { EngineList } from "./engine-list.tsx";
import { LiveRun } from "./live-run.tsx";
import { ModelList } from "./model-list.tsx";
import classes from "./models.module.css";
import { PosterPanel } from "./posters/poster-panel.tsx";
import { ModelReport } from "./report/model-report.tsx";
import { TrainForm } from "./train-form.tsx";
import { startTraining, type TrainingOrder, useTraining } from "./training-run.ts";
import { UnfinishedRuns } from "./unfinished-runs.tsx";
import { ModelViews } from "./watch-page.tsx";

export const ModelsPage = () => {
  const { t } = useTranslation("models");
  const clients = useClients();
  const queries = useQueryClient();
  const training = useTraining();
  const library = useLibrary();
  const cards = useCards();
  const running = training.order !== null;

  const start = useCallback(
    (order: TrainingOrder): void =>
      void startTraining(
        clients,
        queries,
        order,
        order.kind === "train"
          ? t("work.train", { name: t(`names.${order.request.name}`) })
          : t("work.resume"),
      ),
    [clients, queries, t],
  );
  const train = useCallback((request: TrainRequest): void => start({ kind: "train", request }), [start]);
  const resume = useCallback((run: string): void => start({ kind: "resume", run }), [start]);

  return (
    <Page title={t("title")} subtitle={t("subtitle")} actions={<ModelViews shown="train" />}>
      <div className={classes.layout}>
        <div className={classes.stack}>
          <UnfinishedRuns onResume={resume} />
          <TrainForm onTrain={train} />
          <PosterPanel />
          <EncoderPanel />
          <EngineList />
        </div>
        <div className={classes.stack}>
          {training.failure && <ErrorState fault={training.failure} namespace="models" />}
          {running && <LiveRun onCancel={training.cancel} />}
          <ReadState read={cards} namespace="models">
            {(all) =>
              all.length > 0 ? (
                <Drawn key={library?.path} cards={all} made={training.made} />
              ) : running || cards.isFetching ? null : (
                <EmptyState icon={<IconChartDots3 size={32} />} title={t("empty.title")}>
                  {t("empty.hint")}
                </EmptyState>
              )
            }
          </ReadState>
          <TunedEncoders />
        </div>
      </div>
    </Page>
  );
};

interface StoredProps {
  readonly cards: readonly ModelCard[];
  /** Of the last training. */
  readonly made: string | null;
}

const none: StoredProps = { cards: [], made: null };

/** Lists and reports are much to draw: it is done in pieces, between which the page answers. */
const Drawn = ({ cards, made }: StoredProps) => {
  const drawn = useDeferredValue(
    useMemo(() => ({ cards, made }), [cards, made]),
    none,
  );
  return drawn.cards.length > 0 && <Stored {...drawn} />;
};

const Stored = memo(({ cards, made }: StoredProps) => {
  const { t } = useTranslation("models");
  const [chosen, setChosen] = useState<string | null>(null);
  const [compared, setCompared] = useState<string | null>(null);
  const show = useCallback((id: string | null) => startTransition(() => setChosen(id)), []);
  useEffect(() => show(made), [made, show]);

  const shown = cards.find(({ id }) => id === chosen) ?? cards[0];
  const other = cards.find(({ id }) => id === compared && id !== shown?.id);
  const registry = useRegistryActions();
  const deletionWords = useDeletionWords(cards);
  const { remove } = useDeletions(async (card) =>
    notifications.show({
      title: t("list.deleted", { name: t(`names.${card.name}`) }),
      message: await deletionWords(card),
    }),
  );
  useCommands(
    useMemo(
      () =>
        cards.map(({ id, name }, at) => ({
          id: `models.show.${id}`,
          label: t("list.show", { name: t(`names.${name}`), at: at + 1 }),
          run: () => show(id),
        })),
      [cards, show, t],
    ),
  );

  return (
    <>
      <Champions cards={cards} actions={registry} />
      {registry.question}
      <ModelList
        cards={cards}
        shown={shown?.id ?? null}
        compared={other?.id ?? null}
        onShow={show}
        onCompare={setCompared}
        onDelete={remove}
        onPromote={registry.promote}
      />
      {shown && other && <Compare first={shown} second={other} />}
      {shown && <ModelReport card={shown} />}
    </>
  );
});
