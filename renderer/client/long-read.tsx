/** What stands in the place of an answer that takes long: how far it is, and a cancel; once cancelled, the way to ask again. */
import { Button } from "@mantine/core";
import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ProgressBar } from "../ui/progress.tsx";
import { EmptyState } from "../ui/states.tsx";

interface LongReadProps {
  readonly read: Pick<UseQueryResult, "fetchStatus" | "refetch">;
  readonly queryKey: readonly unknown[];
  readonly label: string;
  readonly share: number | null;
  readonly secondsLeft?: number | null;
}

export const LongRead = ({ read, queryKey, label, share, secondsLeft = null }: LongReadProps) => {
  const { t } = useTranslation("ui");
  const queries = useQueryClient();
  if (read.fetchStatus === "idle")
    return (
      <EmptyState
        title={t("progress.stopped")}
        action={<Button onClick={() => void read.refetch()}>{t("progress.again")}</Button>}
      />
    );
  return (
    <div role="status" aria-busy>
      <ProgressBar
        label={label}
        share={share}
        secondsLeft={secondsLeft}
        onCancel={() => void queries.cancelQueries({ queryKey, exact: true })}
      />
    </div>
  );
};
