/** Plan a venue's week, look at it, change it, keep it. */
import { Button } from "@mantine/core";
import { IconCalendarWeek, IconPlayerPlay } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import type { PlanRow, Venue } from "../../../shared/contract/planning.ts";
import { admissionsOnly } from "../../../shared/domain/objective.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { useCommands } from "../../client/commands.ts";
import { useClients } from "../../client/context.tsx";
import { useLibrary } from "../../client/library.ts";
import { useRead } from "../../client/read.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { EmptyState, LoadingState, ReadState } from "../../ui/states.tsx";
import { keepDrafts } from "./draft/autosave.ts";
import { basisOf, type Draft, isSaved } from "./draft/draft.ts";
import { changeSchedule, scheduleOf, useSchedule } from "./draft/store.ts";
import type { Worth } from "./draft/valued-days.ts";
import { useWorth } from "./draft/worth.ts";
import { DraftView } from "./draft-view.tsx";
import { openPlan, openScenario, openWeek } from "./kept/open-plan.ts";
import { ReplaceDraft } from "./kept/replace-draft.tsx";
import { Scenarios, useKeepScenario } from "./kept/scenarios.tsx";
import { SaveVersion, Versions } from "./kept/versions.tsx";
import { PlanActions, type PlanActs, type PlanDialog } from "./plan-actions.tsx";
import { ChainDialog } from "./planning/chain-dialog.tsx";
import { PlanFailed } from "./planning/plan-failed.tsx";
import { planWeek } from "./planning/planning.ts";
import { PlanningView } from "./planning/planning-view.tsx";
import classes from "./schedule.module.css";

export const SchedulePage = () => {
  const { t } = useTranslation("schedule");
  const clients = useClients();
  const library = useLibrary();
  const read = useRead(["venues"], (signal) => clients.data.listVenues({}, { signal }));
  const path = library?.path;
  useEffect(() => keepDrafts(clients), [clients]);
  useEffect(() => {
    if (path !== undefined) scheduleOf(path);
  }, [path]);
  return (
    <ReadState
      read={read}
      namespace="schedule"
      loading={
        <Page title={t("title")}>
          <LoadingState />
        </Page>
      }
    >
      {({ venues }) =>
        venues.length === 0 ? (
          <Page title={t("title")}>
            <EmptyState icon={<IconCalendarWeek size={32} />} title={t("noVenue.title")}>
              {t("noVenue.hint")}
            </EmptyState>
          </Page>
        ) : (
          <Workplace venues={venues} />
        )
      }
    </ReadState>
  );
};

const Workplace = ({ venues }: { readonly venues: readonly Venue[] }) => {
  const state = useSchedule();
  const { draft, run } = state;
  const first = venues[0] as Venue;
  const venue = venues.find(({ id }) => id === state.venue) ?? first;
  const week = state.week ?? venue.nextWeek ?? new Date().toISOString().slice(0, 10);
  const inHand =
    draft && draft.problem.week === week && draft.problem.house.venue === venue.id ? draft : null;
  const opening = useOpenedWeek(venue.id, week, inHand !== null);
  if (opening) return <LoadingState />;
  return inHand && !run ? (
    <Editing venues={venues} venue={venue} week={week} draft={inHand} />
  ) : (
    <Frame venues={venues} venue={venue} week={week} draft={null} worth={null} stale={false} />
  );
};

/** With nothing of the week in hand, what was kept of it is opened. True until that is over. */
const useOpenedWeek = (venue: number, week: IsoDate, inHand: boolean): boolean => {
  const clients = useClients();
  const { library, run, failure } = useSchedule();
  const { data } = useRead(["plans", venue], (signal) => clients.data.listPlans({ venue }, { signal }));
  const key = `${library} ${venue} ${week}`;
  const [looked, setLooked] = useState("");
  const wanted = !inHand && !run && !failure && looked !== key;
  useEffect(() => {
    if (!wanted || !data) return;
    void openWeek(
      clients,
      venue,
      week,
      data.plans.find((plan) => plan.week === week),
    ).finally(() => setLooked(key));
  }, [clients, wanted, data, venue, week, key]);
  return wanted;
};

interface FrameProps {
  readonly venues: readonly Venue[];
  readonly venue: Venue;
  readonly week: IsoDate;
  readonly draft: Draft | null;
  readonly worth: Worth | null;
  readonly stale: boolean;
}

const Editing = (props: Omit<FrameProps, "worth" | "stale"> & { readonly draft: Draft }) => (
  <Frame {...props} {...useWorth(props.draft)} />
);

const Frame = ({ venues, venue, week, draft, worth, stale }: FrameProps) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const localName = useLocalName();
  const clients = useClients();
  const navigate = useNavigate();
  const { run, failure, objective: chosen } = useSchedule();
  const objective = chosen ?? (draft && basisOf(draft).objective) ?? admissionsOnly;
  const [dialog, setDialog] = useState<PlanDialog | null>(null);
  const [replacing, setReplacing] = useState<(() => void) | null>(null);

  const plan = (slate?: readonly number[], freesPencilled = false): void =>
    void planWeek(
      clients,
      { venue: venue.id, week, slate, objective, freesPencilled },
      t("work", { week: format.day(week) }),
    );
  const [handed, setHanded] = useSearchParams();
  const slate = handed.get("slate");
  useEffect(() => {
    if (slate === null) return;
    setHanded({}, { replace: true });
    const of = { venue: Number(handed.get("venue")), week: handed.get("week") ?? week };
    changeSchedule(of);
    void planWeek(
      clients,
      { ...of, slate: slate.split(",").map(Number), objective },
      t("work", { week: format.day(of.week) }),
    );
  }, [slate, handed, setHanded, clients, objective, week, t, format]);
  const keepScenario = useKeepScenario();
  const replace = (act: () => void): void => {
    setDialog(null);
    if (draft && !isSaved(draft)) setReplacing(() => act);
    else act();
  };
  const open = (row: PlanRow): void => {
    const act = () => void openPlan(clients, row);
    setDialog(null);
    if (row.week === week) replace(act);
    else act();
  };
  const save = (): void => {
    if (draft?.scenario && worth) void keepScenario(draft, worth, draft.scenario.name);
    else setDialog("save");
  };
  const exportPlan = (): void => {
    if (draft?.saved && isSaved(draft)) void navigate(`/exports?plan=${draft.saved.id}`);
    else setDialog("saveToExport");
  };
  const canSave = draft !== null && worth !== null;
  /** Chosen while the last edit is still being valued. */
  const [awaiting, setAwaiting] = useState<"save" | "exportPlan" | null>(null);
  const acts = useRef({ plan, exportPlan, save });
  acts.current = { plan, exportPlan, save };
  // The same through every edit, so that nothing but the board is drawn again.
  const does = useMemo(
    (): PlanActs => ({
      plan: () => acts.current.plan(),
      save: () => setAwaiting("save"),
      exportPlan: () => setAwaiting("exportPlan"),
      ask: setDialog,
      open: (page) => void navigate(`/schedule/${page}`),
    }),
    [navigate],
  );
  useEffect(() => {
    if (awaiting === null || stale) return;
    setAwaiting(null);
    acts.current[awaiting]();
  }, [awaiting, stale]);
  const commands = useMemo(
    () => [
      {
        id: "schedule.plan",
        label: t("actions.plan"),
        enabled: run === null,
        run: does.plan,
      },
      { id: "schedule.save", label: t("actions.save"), enabled: canSave, run: does.save },
      { id: "schedule.rules", label: t("actions.rules"), run: () => does.open("rules") },
      { id: "schedule.versions", label: t("actions.versions"), run: () => setDialog("versions") },
      { id: "schedule.scenarios", label: t("scenarios.action"), run: () => setDialog("scenarios") },
      {
        id: "schedule.compare",
        label: t("compare.action"),
        run: () => does.open("compare"),
      },
      {
        id: "schedule.chain",
        label: t("chain.action"),
        enabled: venues.length > 1,
        run: () => setDialog("chain"),
      },
      {
        id: "schedule.export",
        label: t("actions.export"),
        enabled: canSave,
        run: does.exportPlan,
      },
    ],
    [t, run, canSave, venues.length, does],
  );
  useCommands(commands);

  const version = draft?.scenario
    ? t(isSaved(draft) ? "scenarios.inHand" : "scenarios.edited", { name: draft.scenario.name })
    : draft?.saved
      ? isSaved(draft)
        ? t("saved", { version: draft.saved.version })
        : t("edited", { version: draft.saved.version })
      : draft
        ? t("unsaved")
        : undefined;

  return (
    <Page
      title={t("title")}
      subtitle={[localName(venue.name, venue.nameZh), version].filter(Boolean).join(" · ")}
      actions={
        <PlanActions
          venues={venues}
          venue={venue.id}
          week={week}
          planned={draft !== null}
          scenario={draft?.scenario !== undefined}
          busy={run !== null}
          canSave={canSave}
          saved={draft !== null && isSaved(draft)}
          objective={objective}
          acts={does}
        />
      }
      fill
    >
      {failure && (
        <div className={classes.failure}>
          <PlanFailed
            fault={failure.fault}
            problem={failure.problem}
            onRetry={() => plan(failure.slate)}
            onFreePencilled={failure.pencilled ? () => plan(failure.slate, true) : null}
          />
        </div>
      )}
      {run ? (
        <PlanningView run={run} />
      ) : draft ? (
        <DraftView draft={draft} worth={worth} stale={stale} onPlan={plan} />
      ) : (
        <EmptyState
          icon={<IconCalendarWeek size={32} />}
          title={t("start.title", { week: format.day(week) })}
          action={
            <Button leftSection={<IconPlayerPlay size={14} />} onClick={() => plan()}>
              {t("actions.plan")}
            </Button>
          }
        >
          {t("start.hint", { screens: venue.screens, seats: format.number(venue.seats) })}
        </EmptyState>
      )}
      {(dialog === "save" || dialog === "saveToExport") && draft && worth && (
        <SaveVersion
          draft={draft}
          worth={worth}
          onClose={() => setDialog(null)}
          onSaved={(id) => {
            setDialog(null);
            if (dialog === "saveToExport") void navigate(`/exports?plan=${id}`);
          }}
        />
      )}
      {dialog === "scenarios" && (
        <Scenarios
          venue={venue.id}
          week={week}
          inHand={canSave && !stale ? { draft, worth } : null}
          onOpen={(row) => replace(() => void openScenario(clients, row))}
          onPromoted={(id) => replace(() => void openPlan(clients, { id, venue: venue.id, week }))}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "chain" && (
        <ChainDialog venues={venues} week={week} objective={objective} onClose={() => setDialog(null)} />
      )}
      {dialog === "versions" && (
        <Versions
          venue={venue.id}
          current={draft?.saved && isSaved(draft) ? draft.saved.id : null}
          onOpen={open}
          onClose={() => setDialog(null)}
        />
      )}
      {replacing && (
        <ReplaceDraft
          onReplace={() => {
            setReplacing(null);
            replacing();
          }}
          onClose={() => setReplacing(null)}
        />
      )}
    </Page>
  );
};
