/** Forecasts and back-tests, asked of the scheduling worker. They end when nobody waits for them any more. */
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Venue } from "../../../shared/contract/planning.ts";
import { type AttendanceDays, lastWeeks } from "../../../shared/domain/attendance.ts";
import type { ForecastOverride } from "../../../shared/domain/overrides.ts";
import { err, type Result } from "../../../shared/domain/result.ts";
import type { Clients } from "../../client/client.ts";
import { useClients } from "../../client/context.tsx";
import { horizonTo, modelFigures, outlookOf } from "../../client/outlook.ts";
import { unwrap, useRead } from "../../client/read.ts";
import { makeStore, useStore } from "../../client/store.ts";
import { startWork } from "../../client/work.ts";

const progress = makeStore<number | null>(null);
export const useProgress = (): number | null => useStore(progress);

interface NoAttendance {
  readonly type: "NoAttendance";
}

/** Asks with the library's attendance; the status bar shows how far it is. */
const withDays = async <T, E extends { readonly type: string }>(
  { data }: Clients,
  label: string,
  cancel: () => void,
  signal: AbortSignal,
  ask: (
    days: AttendanceDays,
    onProgress: (done: { readonly origin: number; readonly origins: number }) => void,
  ) => Promise<Result<T, E>>,
): Promise<Result<T, E | NoAttendance>> => {
  const work = startWork(label, cancel);
  const tell = (share: number | null): void => {
    progress.set(share);
    work.update({ share });
  };
  try {
    tell(null);
    const days = await unwrap(data.attendanceDays({}, { signal }));
    if (days.day.length === 0) return err({ type: "NoAttendance" });
    return await ask(days, ({ origin, origins }) => tell(origin / origins));
  } finally {
    work.end();
  }
};

/** `weeks`: how far ahead. */
export const useForecast = (venue: Venue | null, weeks: number) => {
  const { t } = useTranslation("demand");
  const clients = useClients();
  const queries = useQueryClient();
  const key = ["demand", "forecast", venue?.id ?? null, weeks];
  const cancel = (): void => void queries.cancelQueries({ queryKey: key });
  const read = useRead(key, (signal) =>
    withDays(clients, t("forecast.working"), cancel, signal, (days, onProgress) =>
      outlookOf(clients, { days, horizon: 7 * weeks, venue: venue?.id }, { signal, onProgress }),
    ),
  );
  return { read, cancel };
};

/** What the model says now of days that the user has another figure for. */
export const useModelFigures = () => {
  const clients = useClients();
  return async (override: ForecastOverride): Promise<Record<string, number>> => {
    const days = await unwrap(clients.data.attendanceDays({}));
    if (days.day.length === 0) return {};
    const horizon = horizonTo(days, override.to);
    const outlook = await outlookOf(clients, { days, horizon, venue: override.venue });
    return outlook.ok ? modelFigures(outlook.value.cells, override) : {};
  };
};

export const useBackTest = (venue: Venue | null, weeks: number, asked: boolean) => {
  const { t } = useTranslation("demand");
  const clients = useClients();
  const queries = useQueryClient();
  const key = ["demand", "backTest", venue?.id ?? null, weeks];
  const cancel = (): void => void queries.cancelQueries({ queryKey: key });
  const read = useRead(
    key,
    (signal) =>
      withDays(clients, t("accuracy.working"), cancel, signal, async (days, onProgress) =>
        (await clients.scheduling()).backTestDays(
          {
            days,
            ...lastWeeks(days, weeks),
            horizon: 7,
            showingsKnown: false,
            ...(venue ? { venue: venue.id } : {}),
          },
          { signal, onProgress },
        ),
      ),
    { enabled: asked },
  );
  return { read, cancel };
};

/** Of a venue's showings with clock times, by the model that plans are made with. */
export const useShowingBackTest = (venue: Venue | null, weeks: number, asked: boolean) => {
  const { data, scheduling } = useClients();
  const week = venue?.nextWeek ?? null;
  return useRead(
    ["demand", "showingBackTest", venue?.id ?? null, weeks],
    async (signal) => {
      const problem = await unwrap(
        data.weekProblem({ venue: venue?.id as number, week: week as string }, { signal }),
      );
      return (await scheduling()).backTest({ problem, weeks }, { signal });
    },
    { enabled: asked && week !== null },
  );
};
