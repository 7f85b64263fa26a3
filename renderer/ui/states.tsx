/** What a page shows when it has no rows to show: nothing yet, still loading, failed, or kept back. */
import { Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconCopy, IconEyeOff, IconRefresh } from "@tabler/icons-react";
import { createContext, type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";
import { type AnyFault, faultOf } from "../../shared/domain/fault.ts";
import { usualMinimum } from "../../shared/domain/privacy.ts";
import { copyText } from "./clipboard.ts";
import { useFaultWords } from "./fault-words.ts";
import classes from "./states.module.css";

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** Teaches the next step. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div className={classes.empty}>
    {icon !== undefined && (
      <div className={classes.icon} aria-hidden>
        {icon}
      </div>
    )}
    <h2>{title}</h2>
    {children !== undefined && <div className={classes.words}>{children}</div>}
    {action !== undefined && <div className={classes.action}>{action}</div>}
  </div>
);

interface ErrorStateProps {
  readonly fault: AnyFault;
  /** Whose `faults.<type>` words to look at first, for example "schedule". */
  readonly namespace?: string;
  readonly onRetry?: () => void;
}

/** What happened, why, what to do, and the details to copy. */
export const ErrorState = ({ fault, namespace, onRetry }: ErrorStateProps) => {
  const { t } = useTranslation("ui");
  const { what, why, remedy } = useFaultWords(namespace)(fault);
  return (
    <div className={classes.error} role="alert">
      <IconAlertTriangle size={20} aria-hidden />
      <div className={classes.errorWords} data-selectable>
        <strong>{what}</strong>
        {why !== "" && <p>{why}</p>}
        {remedy !== "" && <p>{remedy}</p>}
        <div className={classes.errorActions}>
          {onRetry && (
            <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
              {t("error.retry")}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconCopy size={14} />}
            onClick={() => copyText(`${what}\n${why}\n${remedy}\n${JSON.stringify(fault, null, 2)}`)}
          >
            {t("error.copyDetails")}
          </Button>
        </div>
      </div>
    </div>
  );
};

interface ReadStateProps<T> {
  readonly read: {
    readonly data: T | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  readonly namespace?: string;
  readonly loading?: ReactNode;
  readonly children: (value: T) => ReactNode;
}

/** A read's answer, or its loading or error state. */
export function ReadState<T>({ read, namespace, loading, children }: ReadStateProps<T>) {
  if (read.data !== undefined) return children(read.data);
  if (read.error && faultOf(read.error).type === "Suppressed") return <Suppressed />;
  if (read.error)
    return (
      <ErrorState
        fault={faultOf(read.error)}
        {...(namespace ? { namespace } : {})}
        onRetry={() => void read.refetch()}
      />
    );
  return loading ?? <LoadingState />;
}

export const LoadingState = ({ rows = 6 }: { readonly rows?: number }) => {
  const { t } = useTranslation("ui");
  return (
    <div className={classes.loading} role="status" aria-busy aria-label={t("loading")}>
      {[...Array(rows).keys()].map((row) => (
        <Skeleton key={row} height={14} width={`${90 - ((row * 17) % 45)}%`} />
      ))}
    </div>
  );
};

/** The smallest group the open library tells of. */
export const MinimumGroup = createContext(usualMinimum);

/** Stands where a figure about too few people would be. */
export const Suppressed = ({ compact = false }: { readonly compact?: boolean }) => {
  const { t } = useTranslation("ui");
  const minimum = useContext(MinimumGroup);
  const words = t("suppressed.why", { count: minimum });
  return compact ? (
    <span className={classes.suppressed} title={words}>
      {t("suppressed.short", { count: minimum })}
    </span>
  ) : (
    <EmptyState icon={<IconEyeOff size={28} />} title={t("suppressed.title")}>
      {words}
    </EmptyState>
  );
};
