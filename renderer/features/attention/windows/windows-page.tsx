/** Release windows: in which week each own title opens, beside the releases of others. */
import { Button, Select, TextInput } from "@mantine/core";
import { IconCalendarStar } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KeptTitle } from "../../../../shared/contract/windows.ts";
import { type AnyFault, faultOf } from "../../../../shared/domain/fault.ts";
import { useEditUndo } from "../../../client/edits.ts";
import type { WindowsAsked } from "../../../client/windows.ts";
import { useTurnedNote } from "../../../ui/edit/edit-notes.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { Page, Panel } from "../../../ui/page.tsx";
import { ProgressBar } from "../../../ui/progress.tsx";
import { EmptyState, ErrorState, ReadState } from "../../../ui/states.tsx";
import classes from "../slates.module.css";
import { ViewSwitch } from "../view-switch.tsx";
import { type Placed, usePlacement, usePlacingProgress } from "./ask.ts";
import { CompetitorsPanel } from "./competitors-panel.tsx";
import { Options } from "./options.tsx";
import { Strip } from "./strip.tsx";
import { TitlesPanel } from "./titles-panel.tsx";
import { useWindows } from "./use-windows.ts";
import own from "./windows.module.css";

const weekCounts = [13, 26, 52] as const;
const thursday = 4;

/** Films open on Thursdays in most of the world. */
const nextThursday = (): string => {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + 1 + ((thursday - 1 - day.getUTCDay() + 7) % 7));
  return day.toISOString().slice(0, 10);
};

export const WindowsPage = () => {
  const { t } = useTranslation("windows");
  const windows = useWindows();
  useEditUndo(useTurnedNote());
  return (
    <Page title={t("title")} subtitle={t("subtitle")} actions={<ViewSwitch view="windows" />}>
      <ReadState read={windows.read} namespace="windows">
        {({ titles, competitors }) => (
          <div className={classes.stack}>
            {windows.fault && <WindowsFault fault={windows.fault} />}
            <TitlesPanel titles={titles} windows={windows} />
            <CompetitorsPanel competitors={competitors} windows={windows} />
            {titles.length > 0 && <Placing titles={titles} competitors={competitors} />}
          </div>
        )}
      </ReadState>
    </Page>
  );
};

const WindowsFault = ({ fault }: { readonly fault: AnyFault }) => {
  const { t } = useTranslation("windows");
  return (
    <div>
      <ErrorState fault={fault} namespace="windows" />
      {fault.type === "BadWindowsFile" && "problems" in fault && (
        <ul>
          {(fault.problems as { line: number; problem: "date"; found: string }[]).map(
            ({ line, problem, found }) => (
              <li key={`${line} ${problem}`}>
                {t("problems.line", { line, words: t(`problems.${problem}`, { found }) })}
              </li>
            ),
          )}
        </ul>
      )}
    </div>
  );
};

interface PlacingProps {
  readonly titles: readonly KeptTitle[];
  readonly competitors: WindowsAsked["competitors"];
}

const Placing = ({ titles, competitors }: PlacingProps) => {
  const { t } = useTranslation("windows");
  const localName = useLocalName();
  const [from, setFrom] = useState(nextThursday);
  const [weeks, setWeeks] = useState<number>(weekCounts[1]);
  const [asked, setAsked] = useState<WindowsAsked | null>(null);
  const wish: WindowsAsked = { from, weeks, titles, competitors };
  const { read, cancel } = usePlacement(asked);
  const share = usePlacingProgress();
  const isStale = asked !== null && JSON.stringify(wish) !== JSON.stringify(asked);
  const fault = read.error ? faultOf(read.error) : null;
  const titleOf = (film: number): string => {
    const title = titles.find((each) => each.film === film);
    return title ? localName(title.title, title.titleZh) : `#${film}`;
  };
  return (
    <>
      <div className={classes.wishes}>
        <TextInput
          type="date"
          label={t("from")}
          value={from}
          onChange={(event) => event.currentTarget.value && setFrom(event.currentTarget.value)}
        />
        <Select
          label={t("weeks.label")}
          allowDeselect={false}
          value={String(weeks)}
          data={weekCounts.map((count) => ({ value: String(count), label: t("weeks.count", { count }) }))}
          onChange={(count) => setWeeks(Number(count))}
        />
        <Button disabled={asked !== null && !isStale} onClick={() => setAsked(wish)}>
          {t(asked === null ? "place" : "again")}
        </Button>
        {isStale && <p className={classes.note}>{t("stale")}</p>}
      </div>
      {asked === null ? (
        <EmptyState icon={<IconCalendarStar size={32} stroke={1.4} />} title={t("start.title")}>
          {t("start.hint")}
        </EmptyState>
      ) : read.data ? (
        <Answer key={JSON.stringify(asked)} placed={read.data} titleOf={titleOf} />
      ) : read.fetchStatus === "fetching" ? (
        <ProgressBar label={t("working")} share={share} onCancel={cancel} />
      ) : fault && fault.type !== "Cancelled" ? (
        <ErrorState fault={fault} namespace="windows" onRetry={() => void read.refetch()} />
      ) : (
        <EmptyState
          icon={<IconCalendarStar size={32} stroke={1.4} />}
          title={t("cancelled.title")}
          action={<Button onClick={() => void read.refetch()}>{t("cancelled.again")}</Button>}
        >
          {t("cancelled.hint")}
        </EmptyState>
      )}
    </>
  );
};

interface AnswerProps {
  readonly placed: Placed;
  readonly titleOf: (film: number) => string;
}

/** c / (1 + c) */
const takenBy = (competition: number): number => competition / (1 + competition);

const Answer = ({ placed, titleOf }: AnswerProps) => {
  const { t } = useTranslation("windows");
  const format = useFormat();
  const { titles, value, gap, learned } = placed.answer;
  const { hold, competition } = learned;
  return (
    <>
      <Panel>
        <div className={own.answer}>
          <strong>{t("answer.placed", { count: titles.length, admissions: format.number(value) })}</strong>
          <p>
            {[
              t("answer.proof", { gap: format.percent(gap, 1) }),
              t("answer.learned", {
                hold: format.percent(hold.value),
                low: format.percent(hold.low),
                high: format.percent(hold.high),
                taken: format.percent(takenBy(competition.value)),
                takenLow: format.percent(takenBy(competition.low)),
                takenHigh: format.percent(takenBy(competition.high)),
              }),
              t("answer.from", { weeks: format.number(learned.weeks), pairs: format.number(learned.pairs) }),
              placed.model === null ? t("answer.noModel") : t("answer.model", { model: placed.model }),
            ].join(format.language === "zh-CN" ? "" : " ")}
          </p>
        </div>
      </Panel>
      <Panel>
        <Strip placed={placed} titleOf={titleOf} />
      </Panel>
      <Options placed={placed} titleOf={titleOf} />
    </>
  );
};
