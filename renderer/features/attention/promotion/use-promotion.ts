/** Promotion as it was spread for the latest wish, and as the user has dragged it since. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Allocation, AllocationValue, UnitsPin } from "../../../../shared/contract/allocation.ts";
import type { NextSlot } from "../../../../shared/contract/scheduling.ts";
import type { AllocatedUnits } from "../../../../shared/domain/allocation-instance.ts";
import type { AttentionWish } from "../../../../shared/domain/attention-means.ts";
import { ok } from "../../../../shared/domain/result.ts";
import type { IsoDate } from "../../../../shared/domain/slate.ts";
import { type AttentionBase, readAttention } from "../../../client/attention.ts";
import type { Clients } from "../../../client/client.ts";
import { useClients } from "../../../client/context.tsx";
import { withOutlook } from "../../../client/outlook.ts";
import { withOverlaps } from "../../../client/overlaps.ts";
import { unwrap, useRead } from "../../../client/read.ts";
import { offerUndo } from "../../../client/undo.ts";
import { startWork } from "../../../client/work.ts";

export interface Asked {
  readonly venue: number;
  readonly week: IsoDate;
  readonly weeks: number;
  /** Null: what a cinema usually has. */
  readonly wish: AttentionWish | null;
  /** Of a kept allocation that is opened. */
  readonly units: readonly AllocatedUnits[] | null;
}
export interface Spread {
  readonly base: AttentionBase;
  readonly allocation: Allocation;
  /** A kept one, as it was, beside the best. */
  readonly opened: AllocationValue | null;
  /** Of the first week's plan; none without one. */
  readonly slots: readonly NextSlot[];
}

const searchSeconds = 10;
/** How long the rest is fitted to a bar that was let go. */
const fitMs = 120;

const slotsOf = async (clients: Clients, base: AttentionBase, venue: number, signal?: AbortSignal) => {
  const plan = base.weeks[0]?.plan;
  if (!plan) return [];
  const document = await unwrap(clients.data.loadPlan({ id: plan.id }, { signal }));
  const plain = await unwrap(clients.data.weekProblem({ venue, week: base.week }, { signal }));
  const problem = await withOutlook(clients, await withOverlaps(clients, plain, signal), { signal });
  const showings = document.showings.map(({ forecast: _, ...showing }) => showing);
  return (await unwrap((await clients.scheduling()).nextSlots({ problem, showings }, { signal }))).slots;
};

export const useSpread = (asked: Asked | null) => {
  const { t } = useTranslation("promotion");
  const clients = useClients();
  const queries = useQueryClient();
  const key = ["predictions", "promotion", asked];
  const cancel = (): void => void queries.cancelQueries({ queryKey: key });
  const read = useRead(
    key,
    async (signal) => {
      const { venue, week, weeks, wish, units } = asked as Asked;
      const work = startWork(t("working"), cancel);
      try {
        const base = await readAttention(clients, venue, week, weeks, wish, signal);
        const worker = await clients.scheduling();
        const allocation = await unwrap(
          worker.allocate(
            { instance: base.instance, seconds: searchSeconds, gap: 0.005, pins: [] },
            { signal },
          ),
        );
        const opened = units
          ? await unwrap(
              worker.moveUnits({ held: allocation.held, units: [...units], pins: [], fitMs: 0 }, { signal }),
            )
          : null;
        const spread: Spread = {
          base,
          allocation,
          opened,
          slots: await slotsOf(clients, base, venue, signal),
        };
        return ok(spread);
      } finally {
        work.end();
      }
    },
    { enabled: asked !== null },
  );
  return { read, cancel };
};

interface Step {
  readonly value: AllocationValue;
  readonly pins: readonly UnitsPin[];
}

const without = (pins: readonly UnitsPin[], { film, channel, week }: UnitsPin): UnitsPin[] =>
  pins.filter((pin) => pin.film !== film || pin.channel !== channel || pin.week !== week);

/** What has been dragged, with undo and redo; `live` answers while a bar is held, `commit` when it is let go. */
export const useDrags = ({ allocation, opened }: Spread) => {
  const { scheduling } = useClients();
  const [steps, setSteps] = useState<{ readonly all: readonly Step[]; readonly at: number }>({
    all: [allocation, ...(opened ? [opened] : [])].map((value) => ({ value, pins: [] })),
    at: opened ? 1 : 0,
  });
  const [held, setHeld] = useState<AllocationValue | null>(null);
  const busy = useRef(false);
  const step = steps.all[steps.at] as Step;
  const ask = useCallback(
    async (pin: UnitsPin, fit: number): Promise<Step> => {
      const pins = [...without(step.pins, pin), pin];
      const value = await unwrap(
        (await scheduling()).moveUnits({ held: allocation.held, units: step.value.units, pins, fitMs: fit }),
      );
      return { value, pins };
    },
    [scheduling, allocation.held, step],
  );
  const live = async (pin: UnitsPin): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      setHeld((await ask(pin, 0)).value);
    } finally {
      busy.current = false;
    }
  };
  const commit = async (pin: UnitsPin): Promise<void> => {
    const next = await ask(pin, fitMs);
    setSteps(({ all, at }) => ({ all: [...all.slice(0, at + 1), next], at: at + 1 }));
    setHeld(null);
  };
  useEffect(() => {
    if (steps.all.length === 1) return;
    const go = (by: number) => () => setSteps(({ all, at }) => ({ all, at: at + by }));
    return offerUndo({
      canUndo: steps.at > 0,
      canRedo: steps.at < steps.all.length - 1,
      undo: go(-1),
      redo: go(1),
    });
  }, [steps]);
  return {
    value: held ?? step.value,
    pins: step.pins,
    live,
    commit,
    isBest: steps.at === 0,
    reset: () => setSteps(({ all }) => ({ all, at: 0 })),
  };
};
