/** Plan a venue's week, look at it, change it, keep it. */
import { ActionIcon, Button, Select, Tooltip } from "@mantine/core";
import {
  IconBuildings,
  IconCalendarWeek,
  IconChevronLeft,
  IconChevronRight,
  IconDeviceFloppy,
  IconFileExport,
  IconGitBranch,
  IconGitCompare,
  IconHistory,
  IconPlayerPlay,
  IconRuler2,
} from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
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
import { useWorth, type Worth } from "./draft/worth.ts";
import { DraftView } from "./draft-view.tsx";
import { openPlan, openScenario, openWeek } from "./kept/open-plan.ts";
import { ReplaceDraft } from "./kept/replace-draft.tsx";
import { Scenarios, useKeepScenario } from "./kept/scenarios.tsx";
import { SaveVersion, Versions } from "./kept/versions.tsx";
import { ChainDialog } from "./planning/chain-dialog.tsx";
import { Goals } from "./planning/goals.tsx";
import { PlanFailed } from "./planning/plan-failed.tsx";
import { planWeek } from "./planning/planning.ts";
import { PlanningView } from "./planning/planning-view.tsx";
import classes from "./schedule.module.css";
import { addDays } from "./week.ts";

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
  const [dialog, setDialog] = useState<"save" | "saveToExport" | "versions" | "scenarios" | "chain" | null>(
    null,
  );
  const [replacing, setReplacing] = useState<(() => void) | null>(null);

  const plan = (slate?: readonly number[]): void =>
    void planWeek(
      clients,
      { venue: venue.id, week, slate, objective },
      t("work", { week: format.day(week) }),
    );
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
  const canSave = draft !== null && worth !== null && !stale;
  const acts = useRef({ plan: () => {}, exportPlan, save });
  acts.current = { plan: () => plan(), exportPlan, save };
  const commands = useMemo(
    () => [
      {
        id: "schedule.plan",
        label: t("actions.plan"),
        enabled: run === null,
        run: () => acts.current.plan(),
      },
      { id: "schedule.save", label: t("actions.save"), enabled: canSave, run: () => acts.current.save() },
      { id: "schedule.rules", label: t("actions.rules"), run: () => void navigate("/schedule/rules") },
      { id: "schedule.versions", label: t("actions.versions"), run: () => setDialog("versions") },
      { id: "schedule.scenarios", label: t("scenarios.action"), run: () => setDialog("scenarios") },
      {
        id: "schedule.compare",
        label: t("compare.action"),
        run: () => void navigate("/schedule/compare"),
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
        run: () => acts.current.exportPlan(),
      },
    ],
    [t, run, canSave, venues.length, navigate],
  );
  useCommands(commands);

  const actions = (
    <>
      {venues.length > 1 && (
        <Select
          aria-label={t("venue")}
          allowDeselect={false}
          value={String(venue.id)}
          data={venues.map(({ id, name, nameZh }) => ({ value: String(id), label: localName(name, nameZh) }))}
          onChange={(id) => id !== null && changeSchedule({ venue: Number(id), week: null })}
        />
      )}
      {venues.length > 1 && (
        <Tooltip label={t("chain.action")}>
          <ActionIcon aria-label={t("chain.action")} onClick={() => setDialog("chain")}>
            <IconBuildings size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <div className={classes.weekChooser}>
        <ActionIcon
          aria-label={t("weekBefore")}
          disabled={run !== null}
          onClick={() => changeSchedule({ week: addDays(week, -7), failure: null })}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <span>{t("weekRange", { from: format.day(week), to: format.day(addDays(week, 6)) })}</span>
        <ActionIcon
          aria-label={t("weekAfter")}
          disabled={run !== null}
          onClick={() => changeSchedule({ week: addDays(week, 7), failure: null })}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </div>
      <Button
        variant="default"
        leftSection={<IconRuler2 size={14} />}
        onClick={() => void navigate("/schedule/rules")}
      >
        {t("actions.rules")}
      </Button>
      <Button variant="default" leftSection={<IconHistory size={14} />} onClick={() => setDialog("versions")}>
        {t("actions.versions")}
      </Button>
      <Tooltip label={t("scenarios.action")}>
        <ActionIcon aria-label={t("scenarios.action")} onClick={() => setDialog("scenarios")}>
          <IconGitBranch size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("compare.action")}>
        <ActionIcon aria-label={t("compare.action")} onClick={() => void navigate("/schedule/compare")}>
          <IconGitCompare size={16} />
        </ActionIcon>
      </Tooltip>
      {draft && (
        <>
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={14} />}
            disabled={!canSave || isSaved(draft)}
            onClick={save}
          >
            {t(draft.scenario ? "actions.saveScenario" : "actions.save")}
          </Button>
          {!draft.scenario && (
            <Button
              variant="default"
              leftSection={<IconFileExport size={14} />}
              disabled={!canSave}
              onClick={exportPlan}
            >
              {t("actions.export")}
            </Button>
          )}
        </>
      )}
      <Goals
        objective={objective}
        disabled={run !== null}
        onChange={(next) => changeSchedule({ objective: next })}
      />
      <Button leftSection={<IconPlayerPlay size={14} />} disabled={run !== null} onClick={() => plan()}>
        {draft ? t("actions.planAgain") : t("actions.plan")}
      </Button>
    </>
  );
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
      actions={actions}
      fill
    >
      {failure && (
        <div className={classes.failure}>
          <PlanFailed {...failure} onRetry={() => plan()} />
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
          inHand={canSave ? { draft, worth } : null}
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
