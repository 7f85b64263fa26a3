/** Where viewers leave. */
import { Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ExperienceReport, longFrom } from "../../../shared/domain/experience-report.ts";
import { BandChart } from "../../charts/band-chart.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import classes from "./experience.module.css";

export const DropOffView = ({ report }: { readonly report: ExperienceReport }) => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const localName = useLocalName();
  const [audience, setAudience] = useState("");
  const { dropOff, places, longFilms } = report;
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
        {longFilms &&
          ` ${t("dropOff.long", {
            minutes: longFrom,
            ratio: format.number(longFilms.ratio, 2),
            low: format.number(longFilms.low, 2),
            high: format.number(longFilms.high, 2),
          })}`}
      </p>
    </Panel>
  );
};
