/** Who keeps coming: everybody and each segment, with the visits expected of them. */
import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RetentionReport } from "../../../shared/domain/retention.ts";
import { LineChart } from "../../charts/charts.tsx";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./retention.module.css";
import { useEstimateWords } from "./words.ts";

export const Outlook = ({ report }: { readonly report: RetentionReport }) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  const localName = useLocalName();
  const estimate = useEstimateWords();
  const { everybody, segments, spend, season } = report;
  return (
    <>
      <Stats>
        <Stat
          label={t("outlook.members")}
          value={format.number(report.members)}
          hint={t("outlook.looked", { weeks: report.weeks, visits: format.number(report.visits) })}
        />
        <Stat
          label={t("outlook.alive")}
          value={format.percent(everybody.alive, 0)}
          hint={t("outlook.aliveHint")}
        />
        <Stat
          label={t("outlook.expected", { weeks: report.ahead })}
          value={format.number(everybody.expected.value)}
          hint={t("outlook.between", {
            low: format.number(everybody.expected.low),
            high: format.number(everybody.expected.high),
          })}
        />
        <Stat
          label={t("outlook.value")}
          value={everybody.value ? format.number(everybody.value.value) : "–"}
          hint={
            everybody.value && spend
              ? t("outlook.between", {
                  low: format.number(everybody.value.low),
                  high: format.number(everybody.value.high),
                })
              : t("outlook.noPrices")
          }
        />
      </Stats>
      <Panel title={t("outlook.segments")} flush>
        <Table className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("outlook.segment")}</Table.Th>
              <Table.Th scope="col" className={classes.count}>
                {t("outlook.members")}
              </Table.Th>
              <Table.Th scope="col" className={classes.count}>
                {t("outlook.alive")}
              </Table.Th>
              <Table.Th scope="col" className={classes.count}>
                {t("outlook.expected", { weeks: report.ahead })}
              </Table.Th>
              <Table.Th scope="col" className={classes.count}>
                {t("outlook.each")}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...segments]
              .sort((a, b) => a.alive - b.alive)
              .map(({ segment, members, alive, expected, value }) => (
                <Table.Tr key={segment?.name}>
                  <Table.Th scope="row">{segment && localName(segment.name, segment.nameZh)}</Table.Th>
                  <Table.Td className={classes.count}>{format.number(members)}</Table.Td>
                  <Table.Td className={classes.count}>{format.percent(alive, 0)}</Table.Td>
                  <Table.Td className={classes.count}>{estimate(expected)}</Table.Td>
                  <Table.Td className={classes.count}>
                    {value
                      ? estimate({
                          value: value.value / members,
                          low: value.low / members,
                          high: value.high / members,
                        })
                      : "–"}
                  </Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
        <p className={classes.note}>
          {t("outlook.how")}
          {spend &&
            ` ${t("outlook.spend", { mean: format.number(spend.mean, 2), known: format.percent(spend.known, 0) })}`}
        </p>
      </Panel>
      <Panel>
        <LineChart
          height={220}
          spec={{
            title: t("outlook.season"),
            x: { label: t("outlook.week"), format: (value) => format.date(String(value)) },
            y: {
              label: t("outlook.busy"),
              format: (value) => format.percent(Number(value), 0),
              fromZero: true,
            },
            series: [
              { name: t("outlook.busy"), points: season.map(({ week, busy }) => ({ x: week, y: busy })) },
            ],
          }}
        />
      </Panel>
    </>
  );
};
