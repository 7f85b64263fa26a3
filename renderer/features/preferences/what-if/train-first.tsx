/** Without a model that knows films by content there is nothing to ask: which one is needed, and the button that trains it. */
import { Button } from "@mantine/core";
import { IconWand } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ModelName, TrainProgress } from "../../../../shared/contract/training.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { unwrap } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { startWork } from "../../../client/work.ts";
import { ProgressBar } from "../../../ui/progress.tsx";
import { EmptyState, ErrorState } from "../../../ui/states.tsx";
import classes from "./what-if.module.css";

interface Running {
  readonly cancel: (() => void) | null;
  readonly fault: AnyFault | null;
}
/** Goes on while the user moves about. */
const running = makeStore<Running>({ cancel: null, fault: null });

export const TrainFirst = ({ model }: { readonly model: ModelName }) => {
  const { t } = useTranslation("what-if");
  const { training } = useClients();
  const queries = useQueryClient();
  const { cancel, fault } = useStore(running);
  const name = t(`preferences:models.${model}`);
  const train = async (): Promise<void> => {
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    const work = startWork(t("train.working", { name }), stop);
    running.set({ cancel: stop, fault: null });
    let failed: AnyFault | null = null;
    try {
      const worker = await training();
      await unwrap(
        worker.train(
          { name: model },
          {
            signal: controller.signal,
            onProgress: ({ secondsLeft }: TrainProgress) => work.update({ secondsLeft }),
          },
        ),
      );
    } catch (error) {
      const met = faultOf(error);
      failed = met.type === "Cancelled" ? null : met;
    } finally {
      work.end();
      running.set({ cancel: null, fault: failed });
      await refreshLibrary(queries);
    }
  };
  return (
    <div className={classes.first}>
      {fault && <ErrorState fault={fault} namespace="models" />}
      <EmptyState
        icon={<IconWand size={32} />}
        title={t("train.title")}
        action={
          cancel ? (
            <ProgressBar label={t("train.working", { name })} share={null} onCancel={cancel} />
          ) : (
            <Button onClick={() => void train()}>{t("train.button", { name })}</Button>
          )
        }
      >
        {t("train.hint", { name })}
      </EmptyState>
    </div>
  );
};
