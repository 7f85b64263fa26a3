/** What campaigns brought, and whom they move. */
import { Button, Table } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CampaignReport } from "../../../shared/domain/campaign.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { LineChart } from "../../charts/charts.tsx";
import { useClients } from "../../client/context.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { LongReadState } from "../../client/long-read.tsx";
import { unwrap, useRead } from "../../client/read.ts";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { PlanPanel } from "./plan-panel.tsx";
import classes from "./retention.module.css";
import { isTooFew, TooFewWeeks } from "./too-few.tsx";
import { useEstimateWords } from "./words.ts";

const campaignsKey = ["retention", "campaigns"];

export const Campaigns = () => {
  const { training } = useClients();
  const { t } = useTranslation("retention");
  const [progress, setProgress] = useState<{ share: number; secondsLeft: number | null } | null>(null);
  const read = useRead(campaignsKey, async (signal) =>
    (await training()).campaignResults({}, { signal, onProgress: setProgress }),
  );
  const fault = read.error ? faultOf(read.error) : null;
  if (isTooFew(fault)) return <TooFewWeeks {...fault} />;
  return (
    <>
      <PlanPanel />
      <LongReadState
        read={read}
        queryKey={campaignsKey}
        namespace="retention"
        label={t("campaigns.working")}
        share={progress?.share ?? null}
        secondsLeft={progress?.secondsLeft ?? null}
      >
        {(report) => (
          <>
            <Results report={report} />
            {report.lesson && <Lesson lesson={report.lesson} />}
          </>
        )}
      </LongReadState>
    </>
  );
};

const Results = ({ report }: { readonly report: CampaignReport }) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  const estimate = useEstimateWords();
  const { data } = useClients();
  const queries = useQueryClient();
  const [fault, setFault] = useState<AnyFault | null>(null);
  const remove = async (id: string): Promise<void> => {
    try {
      await unwrap(data.deleteCampaign({ id }));
      await refreshLibrary(queries);
      await queries.invalidateQueries({ queryKey: ["retention"] });
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  if (report.results.length === 0)
    return <EmptyState title={t("campaigns.none.title")}>{t("campaigns.none.hint")}</EmptyState>;
  return (
    <Panel title={t("campaigns.title")} flush>
      {fault && <ErrorState fault={fault} />}
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("campaigns.campaign")}</Table.Th>
            <Table.Th scope="col">{t("campaigns.sent")}</Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("campaigns.treated")}
            </Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("campaigns.control")}
            </Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("campaigns.effect")}
            </Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("campaigns.brought")}
            </Table.Th>
            <Table.Th scope="col" className={classes.count}>
              {t("campaigns.planned")}
            </Table.Th>
            <Table.Th scope="col">{t("campaigns.actions")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.results.map(({ campaign, treated, control, weeksKnown, effect, brought }) => (
            <Table.Tr key={campaign.id}>
              <Table.Th scope="row">{campaign.name}</Table.Th>
              <Table.Td>{format.date(campaign.sent)}</Table.Td>
              <Table.Td className={classes.count}>
                {treated === null ? t("reasons.few") : format.number(treated)}
              </Table.Td>
              <Table.Td className={classes.count}>
                {control === null ? t("reasons.few") : format.number(control)}
              </Table.Td>
              <Table.Td className={classes.count}>
                {effect
                  ? t("campaigns.inWeeks", { effect: estimate(effect, 2), weeks: weeksKnown })
                  : t("campaigns.waiting")}
              </Table.Td>
              <Table.Td className={classes.count}>{brought ? estimate(brought) : "–"}</Table.Td>
              <Table.Td className={classes.count}>
                {campaign.plan?.kept ? estimate(campaign.plan.kept) : "–"}
              </Table.Td>
              <Table.Td>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={t("campaigns.removeNamed", { name: campaign.name })}
                  onClick={() => void remove(campaign.id)}
                >
                  {t("campaigns.remove")}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className={classes.note}>{t("campaigns.how")}</p>
    </Panel>
  );
};

const Lesson = ({ lesson }: { readonly lesson: NonNullable<CampaignReport["lesson"]> }) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  const estimate = useEstimateWords();
  const { curves, area, slope, members, campaign } = lesson;
  const steps = curves.uplift.length;
  const line = (name: string, values: readonly number[]) => ({
    name,
    points: [0, ...values].map((y, at) => ({ x: at / steps, y: members * y })),
  });
  const end = curves.uplift.at(-1) ?? 0;
  return (
    <>
      <Stats>
        <Stat
          label={t("lesson.better")}
          value={estimate(area.difference, 3)}
          hint={t(area.difference.low > 0 ? "lesson.surely" : "lesson.maybe")}
        />
        <Stat label={t("lesson.uplift")} value={estimate(area.uplift, 3)} hint={t("lesson.area")} />
        <Stat label={t("lesson.risk")} value={estimate(area.risk, 3)} hint={t("lesson.area")} />
        <Stat label={t("lesson.slope")} value={estimate(slope, 2)} hint={t("lesson.slopeHint")} />
      </Stats>
      <Panel>
        <LineChart
          height={260}
          spec={{
            title: t("lesson.chart", { campaign }),
            x: { label: t("lesson.share"), format: (value) => format.percent(Number(value), 0) },
            y: { label: t("lesson.visits"), format: (value) => format.number(Number(value)), fromZero: true },
            series: [
              line(t("lesson.byUplift"), curves.uplift),
              line(t("lesson.byRisk"), curves.risk),
              line(
                t("lesson.byChance"),
                curves.uplift.map((_, at) => ((at + 1) / steps) * end),
              ),
            ],
          }}
        />
        <p className={classes.note}>{t("lesson.how")}</p>
      </Panel>
    </>
  );
};
