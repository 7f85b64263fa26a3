/** What stands in place of a forecast that is being made, was cancelled, or cannot be made yet. */
import { Button } from "@mantine/core";
import { IconChartHistogram } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { faultOf } from "../../../shared/domain/fault.ts";
import { useFormat } from "../../ui/format.ts";
import { ProgressBar } from "../../ui/progress.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { useProgress } from "./forecasts.ts";

interface WaitingProps<T> {
  readonly read: {
    readonly data: T | undefined;
    readonly error: Error | null;
    readonly fetchStatus: string;
    readonly refetch: () => unknown;
  };
  readonly label: string;
  readonly onCancel: () => void;
  readonly children: (value: T) => ReactNode;
}

export function Waiting<T>({ read, label, onCancel, children }: WaitingProps<T>) {
  const { t } = useTranslation("demand");
  const format = useFormat();
  const navigate = useNavigate();
  const share = useProgress();
  if (read.data !== undefined) return children(read.data);
  if (read.fetchStatus === "fetching") return <ProgressBar label={label} share={share} onCancel={onCancel} />;
  const fault = read.error ? faultOf(read.error) : null;
  const icon = <IconChartHistogram size={32} stroke={1.4} />;
  if (fault?.type === "NoAttendance")
    return (
      <EmptyState
        icon={icon}
        title={t("none.title")}
        action={<Button onClick={() => void navigate("/import")}>{t("none.action")}</Button>}
      >
        {t("none.hint")}
      </EmptyState>
    );
  if (fault?.type === "TooLittleHistory") {
    const { from } = fault as { readonly from?: string };
    return (
      <EmptyState icon={icon} title={t("little.title")}>
        {from === undefined ? t("little.fewWeeks") : t("little.hint", { from: format.date(from) })}
      </EmptyState>
    );
  }
  if (fault && fault.type !== "Cancelled")
    return <ErrorState fault={fault} namespace="demand" onRetry={() => void read.refetch()} />;
  return (
    <EmptyState
      icon={icon}
      title={t("cancelled.title")}
      action={<Button onClick={() => void read.refetch()}>{t("cancelled.again")}</Button>}
    >
      {t("cancelled.hint")}
    </EmptyState>
  );
}
