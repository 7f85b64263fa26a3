/** How clean the files of a system are, import by import, and what is known of the films. */
import { Button, Select } from "@mantine/core";
import { IconChartBar, IconFileImport, IconShieldCheck } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ImportCount, ImportRun } from "../../../../shared/contract/import.ts";
import { RankedBars, StackedBars } from "../../../charts/charts.tsx";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { Stat, Stats } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Columns, Panel } from "../../../ui/page.tsx";
import { EmptyState, ReadState } from "../../../ui/states.tsx";
import classes from "../import.module.css";
import { SectionPage } from "../section-page.tsx";
import { completenessSpec, runsSpec, topRulesSpec } from "./quality-charts.ts";
import { completenessColumns, outcomesOfRuns, topRules } from "./quality-figures.ts";

export const QualityPage = () => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const navigate = useNavigate();
  const runs = useRead(["import", "runs"], (signal) => data.importRuns({}, { signal }));
  const counts = useRead(["import", "counts"], (signal) => data.importCounts({}, { signal }));
  const standing = useMemo(
    () => (runs.data?.runs ?? []).filter(({ rolledBackAt }) => rolledBackAt === null),
    [runs.data],
  );
  const systems = [...new Set(standing.map(({ system }) => system))];
  const [chosen, setChosen] = useState<string | null>(null);
  const system = chosen ?? systems[0] ?? null;
  return (
    <SectionPage
      title={t("quality.title")}
      actions={
        systems.length > 0 && (
          <Select
            w={220}
            aria-label={t("quality.system")}
            value={system}
            data={systems}
            allowDeselect={false}
            onChange={setChosen}
          />
        )
      }
    >
      <ReadState read={runs}>
        {() =>
          system === null ? (
            <EmptyState
              icon={<IconChartBar size={28} />}
              title={t("quality.none")}
              action={
                <Button leftSection={<IconFileImport size={15} />} onClick={() => void navigate("/import")}>
                  {t("past.begin")}
                </Button>
              }
            >
              {t("quality.noneWords")}
            </EmptyState>
          ) : (
            <div className={classes.wide}>
              <ReadState read={counts}>
                {(answer) => (
                  <SystemQuality
                    key={system}
                    system={system}
                    runs={standing.filter((run) => run.system === system)}
                    counts={answer.counts}
                  />
                )}
              </ReadState>
              <Completeness />
            </div>
          )
        }
      </ReadState>
    </SectionPage>
  );
};

interface SystemQualityProps {
  readonly system: string;
  /** Newest first. */
  readonly runs: readonly ImportRun[];
  readonly counts: readonly ImportCount[];
}

const SystemQuality = ({ system, runs, counts }: SystemQualityProps) => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const outcomes = useMemo(() => outcomesOfRuns(runs, counts), [runs, counts]);
  const rules = useMemo(() => topRules(runs, counts), [runs, counts]);
  const trend = useMemo(() => runsSpec(outcomes, t, format), [outcomes, t, format]);
  const ranked = useMemo(() => topRulesSpec(rules, t, format), [rules, t, format]);
  const latest = outcomes.at(-1);
  const before = outcomes.at(-2);
  if (!latest) return null;
  const spotless = outcomes.every(({ shares }) => shares.accepted === 1);
  const compared = (part: "accepted" | "repaired" | "rejected"): string =>
    before ? t("quality.before", { share: format.percent(before.shares[part], 2) }) : t("quality.first");
  return (
    <>
      <Panel title={t("quality.latest", { system, date: format.dateTime(latest.at) })}>
        <Stats>
          <Stat label={t("quality.rows")} value={format.number(latest.rows)} hint={t("quality.rowsHint")} />
          {(["accepted", "repaired", "rejected"] as const).map((part) => (
            <Stat
              key={part}
              label={t(`outcomes.${part}`)}
              value={format.percent(latest.shares[part], 2)}
              hint={compared(part)}
            />
          ))}
        </Stats>
      </Panel>
      <Columns min={420}>
        <Panel>
          {spotless ? (
            <EmptyState icon={<IconShieldCheck size={28} />} title={t("quality.spotless")}>
              {t("quality.spotlessWords")}
            </EmptyState>
          ) : (
            <StackedBars spec={trend} height={260} />
          )}
        </Panel>
        {rules.length > 0 && (
          <Panel>
            <RankedBars spec={ranked} height={260} />
          </Panel>
        )}
      </Columns>
    </>
  );
};

const Completeness = () => {
  const { t } = useTranslation("import");
  const format = useFormat();
  const { data } = useClients();
  const facets = useRead(["films", "completeness"], (signal) =>
    data.filmFacets({ columns: [...completenessColumns], limit: 1 }, { signal }),
  ).data;
  const total = facets?.total ?? 0;
  const spec = useMemo(
    () => facets && completenessSpec({ facets: facets.facets, total }, t, format),
    [facets, total, t, format],
  );
  if (!spec || total === 0) return null;
  return (
    <Panel>
      <RankedBars spec={spec} height={32 + completenessColumns.length * 26} max={1} />
    </Panel>
  );
};
