/** Two plans of a week beside each other: show by show, by film, by day. */
import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconArrowLeft, IconArrowsExchange } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import type { DataClient } from "../../../../shared/contract/data.ts";
import { comparePlans } from "../../../../shared/domain/plan-comparison.ts";
import type { PlanDocument } from "../../../../shared/domain/plan-document.ts";
import { useClients } from "../../../client/context.tsx";
import { unwrap, useRead } from "../../../client/read.ts";
import { useFormat } from "../../../ui/format.ts";
import { Page } from "../../../ui/page.tsx";
import { EmptyState, LoadingState, ReadState } from "../../../ui/states.tsx";
import type { Draft } from "../draft/draft.ts";
import { useSchedule } from "../draft/store.ts";
import { useWorth } from "../draft/worth.ts";
import { useDraftDocument } from "../kept/draft-document.ts";
import classes from "../schedule.module.css";
import { ComparisonTotals, DifferingShowings } from "./comparison-tables.tsx";

/** `hand`, or what kind of stored plan and its id: `plan:…`, `scenario:…`, `base:…` (what a scenario branched from). */
const read = async (data: DataClient, key: string): Promise<PlanDocument> => {
  const [kind, id = ""] = key.split(/:(.*)/s);
  if (kind === "plan") return unwrap(data.loadPlan({ id }));
  const { document, base } = await unwrap(data.loadScenario({ id }));
  return kind === "base" ? base : document;
};

export const ComparePage = () => {
  const { draft } = useSchedule();
  return draft ? <WithDraft draft={draft} /> : <Compare inHand={null} />;
};

const WithDraft = ({ draft }: { readonly draft: Draft }) => {
  const documentOf = useDraftDocument();
  const { worth, stale } = useWorth(draft);
  const inHand = useMemo(
    () => (worth && !stale ? documentOf(draft, worth, "") : null),
    [draft, worth, stale, documentOf],
  );
  return <Compare inHand={inHand} />;
};

const views = ["showings", "films", "days"] as const;

const Compare = ({ inHand }: { readonly inHand: PlanDocument | null }) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const navigate = useNavigate();
  const { data } = useClients();
  const { venue, week } = useSchedule();
  const [params, setParams] = useSearchParams();
  const [view, setView] = useState<string>(views[0]);
  const options = useRead(["plans", "scenarios", venue, week], async (signal) => {
    const plans = await data.listPlans({ venue }, { signal });
    if (!plans.ok || venue === null || week === null) return plans.ok ? { ok: true, value: [] } : plans;
    const scenarios = await data.listScenarios({ venue, week }, { signal });
    if (!scenarios.ok) return scenarios;
    const value = [
      ...plans.value.plans.map((plan) => ({
        value: `plan:${plan.id}`,
        label: t("compare.version", { week: format.day(plan.week), version: plan.version, note: plan.note }),
      })),
      ...scenarios.value.scenarios.flatMap(({ id, name }) => [
        { value: `scenario:${id}`, label: t("compare.scenario", { name }) },
        { value: `base:${id}`, label: t("compare.base", { name }) },
      ]),
    ];
    return { ok: true, value };
  });
  const choices = [
    { value: "hand", label: t("compare.hand"), disabled: inHand === null },
    ...(options.data ?? []),
  ];
  const keys = [
    params.get("first") ?? choices[1]?.value ?? null,
    params.get("second") ?? (inHand ? "hand" : (choices[2]?.value ?? null)),
  ] as const;
  const choose = (at: "first" | "second", key: string | null): void => {
    const next = { first: keys[0] ?? "", second: keys[1] ?? "", [at]: key ?? "" };
    setParams(next, { replace: true });
  };
  const stored = useRead(
    ["compared", ...keys],
    async () => ({
      ok: true,
      value: await Promise.all(keys.map((key) => (key === null || key === "hand" ? null : read(data, key)))),
    }),
    { enabled: options.data !== undefined },
  );
  const select = (at: "first" | "second", key: string | null) => (
    <Select
      aria-label={t(`compare.${at}`)}
      allowDeselect={false}
      w={250}
      value={key}
      data={choices}
      onChange={(next) => choose(at, next)}
    />
  );
  return (
    <Page
      title={t("compare.title")}
      actions={
        <>
          {select("first", keys[0])}
          <Button
            variant="default"
            aria-label={t("compare.exchange")}
            title={t("compare.exchange")}
            onClick={() => setParams({ first: keys[1] ?? "", second: keys[0] ?? "" }, { replace: true })}
          >
            <IconArrowsExchange size={16} />
          </Button>
          {select("second", keys[1])}
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={14} />}
            onClick={() => void navigate("/schedule")}
          >
            {t("compare.back")}
          </Button>
        </>
      }
      fill
    >
      <ReadState read={stored} namespace="schedule" loading={<LoadingState />}>
        {([storedFirst, storedSecond]) => {
          const first = keys[0] === "hand" ? inHand : storedFirst;
          const second = keys[1] === "hand" ? inHand : storedSecond;
          if (!first || !second)
            return <EmptyState title={t("compare.none")}>{t("compare.noneHint")}</EmptyState>;
          const comparison = comparePlans(first, second);
          const { all } = comparison.totals;
          return (
            <div className={classes.weekView}>
              <SegmentedControl
                aria-label={t("compare.view")}
                size="xs"
                value={view}
                onChange={setView}
                data={views.map((value) => ({ value, label: t(`compare.views.${value}`) }))}
              />
              <p className={classes.verdict}>
                <strong>
                  {t("compare.difference", {
                    change: format.signed(all.difference),
                    low: format.signed(all.low),
                    high: format.signed(all.high),
                  })}
                </strong>{" "}
                {t("compare.counts", {
                  same: comparison.same,
                  moved: comparison.moved.length,
                  added: comparison.onlySecond.length,
                  removed: comparison.onlyFirst.length,
                })}
              </p>
              {view === "showings" ? (
                <DifferingShowings first={first} second={second} comparison={comparison} />
              ) : (
                <ComparisonTotals
                  first={first}
                  second={second}
                  comparison={comparison}
                  by={view === "films" ? "films" : "days"}
                />
              )}
            </div>
          );
        }}
      </ReadState>
    </Page>
  );
};
