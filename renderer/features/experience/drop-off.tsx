/** Where viewers leave. */
import { Select, Table } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ExperienceReport, longFrom } from "../../../shared/domain/experience-report.ts";
import { BandChart } from "../../charts/band-chart.tsx";
import { Tag } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import classes from "./experience.module.css";

export const DropOffView = ({ report }: { readonly report: ExperienceReport }) => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const localName = useLocalName();
  const [audience, setAudience] = useState("");
  const { dropOff, places, stops } = report;
  const all = dropOff.find(({ segment }) => segment === null);
  if (!all) return <EmptyState title={t("dropOff.none.title")}>{t("dropOff.none.hint")}</EmptyState>;
  const chosen = dropOff.find(({ segment }) => segment?.name === audience) ?? all;
  const name = chosen.segment ? localName(chosen.segment.name, chosen.segment.nameZh) : t("everybody");
  const end = chosen.watching.at(-1);
  return (
    <Panel
      title={t("dropOff.title")}
      actions={
        <Select
          aria-label={t("audience")}
          size="xs"
          allowDeselect={false}
          value={audience}
          data={dropOff.map(({ segment }) => ({
            value: segment?.name ?? "",
            label: segment ? localName(segment.name, segment.nameZh) : t("everybody"),
          }))}
          onChange={(next) => setAudience(next ?? "")}
        />
      }
    >
      <BandChart
        height={280}
        spec={{
          title: t("dropOff.chart", { audience: name }),
          x: { label: t("dropOff.place"), format: (value) => format.percent(Number(value), 0) },
          y: {
            label: t("dropOff.watching"),
            format: (value) => format.percent(Number(value), 0),
            fromZero: true,
          },
          series: [
            { name, points: chosen.watching.map(({ share }, at) => ({ x: places[at] as number, y: share })) },
            {
              name: t("dropOff.interval"),
              points: chosen.watching.map(({ low }, at) => ({ x: places[at] as number, y: low })),
            },
            {
              name: t("dropOff.interval"),
              points: chosen.watching.map(({ high }, at) => ({ x: places[at] as number, y: high })),
            },
            ...(chosen.segment
              ? [
                  {
                    name: t("everybody"),
                    points: all.watching.map(({ share }, at) => ({ x: places[at] as number, y: share })),
                  },
                ]
              : []),
          ],
        }}
      />
      <p className={classes.note}>
        {end &&
          t("dropOff.words", {
            viewings: format.number(chosen.viewings),
            members: format.number(chosen.members),
            share: format.percent(end.share, 0),
            low: format.percent(end.low, 0),
            high: format.percent(end.high, 0),
          })}
      </p>
      {stops.length > 0 && (
        <>
          <Table className={`${classes.effects} ${classes.decision}`}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col" className={classes.choice}>
                  {t("stops.title")}
                </Table.Th>
                <Table.Th scope="col">{t("stops.ratio")}</Table.Th>
                <Table.Th scope="col">{t("stops.viewings")}</Table.Th>
                <Table.Th scope="col">{t("effects.verdict")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {stops.map(({ condition, viewings, ratio, low, high }) => {
                const isTold = low > 1 || high < 1;
                return (
                  <Table.Tr key={condition} className={isTold ? "" : classes.unsure}>
                    <Table.Th scope="row">{t(`stops.of.${condition}`, { minutes: longFrom })}</Table.Th>
                    <Table.Td>
                      {t("effects.words", {
                        value: format.number(ratio, 2),
                        low: format.number(low, 2),
                        high: format.number(high, 2),
                      })}
                    </Table.Td>
                    <Table.Td>{format.number(viewings)}</Table.Td>
                    <Table.Td>
                      {isTold ? <Tag tone="accent">{t("effects.associated")}</Tag> : t("effects.chance")}
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
          <p className={classes.note}>{t("stops.how")}</p>
        </>
      )}
    </Panel>
  );
};
