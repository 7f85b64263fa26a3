/** What stands in the place of an answer that takes long: how far it is, and a cancel; once cancelled, the way to ask again. */
import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProgressBar, StoppedBar } from "../ui/progress.tsx";
import { LoadingState, ReadState } from "../ui/states.tsx";

/** A bar that is gone again at once tells nothing. */
const soonMs = 400;

const useLate = (): boolean => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setLate, soonMs, true);
    return () => clearTimeout(timer);
  }, []);
  return late;
};

interface LongReadProps {
  readonly read: Pick<UseQueryResult, "fetchStatus" | "refetch">;
  readonly queryKey: readonly unknown[];
  readonly label?: string;
  readonly share?: number | null;
  readonly secondsLeft?: number | null;
  /** Stands there for as long as most answers take. */
  readonly soon?: ReactNode;
}

export const LongRead = ({
  read,
  queryKey,
  label,
  share = null,
  secondsLeft = null,
  soon = <LoadingState />,
}: LongReadProps) => {
  const { t } = useTranslation("exploring");
  const queries = useQueryClient();
  const late = useLate();
  if (read.fetchStatus === "idle") return <StoppedBar onAgain={() => void read.refetch()} />;
  if (!late) return soon;
  return (
    <div role="status" aria-busy>
      <ProgressBar
        label={label ?? t("asking")}
        share={share || null}
        secondsLeft={secondsLeft}
        onCancel={() => void queries.cancelQueries({ queryKey, exact: true })}
      />
    </div>
  );
};

interface LongReadStateProps<T> extends Omit<LongReadProps, "read" | "soon"> {
  readonly read: UseQueryResult<T>;
  readonly namespace: string;
  readonly children: (value: T) => ReactNode;
}

/** A long read's answer, or its wait; beside the answer before, where that is kept, only a wait that lasts. */
export function LongReadState<T>({ read, namespace, children, ...wait }: LongReadStateProps<T>) {
  return (
    <>
      {read.isPlaceholderData && <LongRead read={read} soon={null} {...wait} />}
      <ReadState read={read} namespace={namespace} loading={<LongRead read={read} {...wait} />}>
        {children}
      </ReadState>
    </>
  );
}
