/** One film, house, person or studio: how it is spoken of, since when, of what, and by whom this is said. */
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { Level, Reputation, SubjectKind } from "../../../shared/contract/reputation.ts";
import { BandChart } from "../../charts/band-chart.tsx";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Columns, Panel } from "../../ui/page.tsx";
import { LoadingState, ReadState } from "../../ui/states.tsx";
import { Alerts } from "./alerts.tsx";
import { AspectTable } from "./aspect-table.tsx";
import { GuidancePage } from "./guidance-page.tsx";
import { PicturePage } from "./picture-page.tsx";
import classes from "./reputation.module.css";
import { Talk } from "./talk.tsx";
import { Topics } from "./topics.tsx";
import { inView, useReputations } from "./use-reputations.ts";

type View = "reputation" | "guidance" | "picture";
/** A film's picture stands on its own page. */
const viewsOf = (kind: SubjectKind): readonly View[] => [
  "reputation",
  kind === "film" ? "guidance" : "picture",
];

interface SubjectPageProps {
  readonly kind: SubjectKind;
  readonly chosen: string;
}

export const SubjectPage = ({ kind, chosen }: SubjectPageProps) => {
  const { t } = useTranslation("reputation");
  const { training } = useClients();
  const [search, setSearch] = useSearchParams();
  const views = viewsOf(kind);
  const view = views.find((each) => each === search.get("view")) ?? "reputation";
  const rows = useReputations(kind).data?.rows ?? [];
  const key = inView(rows, chosen)?.key ?? "";
  const read = useRead(
    ["voices", "subject", kind, key],
    async (signal) => (await training()).reputation({ kind, key }, { signal }),
    { enabled: key !== "" },
  );
  return (
    <div className={classes.detail}>
      {key !== "" && (
        <SegmentedControl
          className={classes.views}
          aria-label={t("guidance:view")}
          value={view}
          onChange={(next) => setSearch(next === "reputation" ? {} : { view: next }, { replace: true })}
          data={views.map((each) => ({ value: each, label: t(`guidance:views.${each}`) }))}
        />
      )}
      {key !== "" && view === "guidance" && <GuidancePage key={key} film={Number(key)} />}
      {key !== "" && view === "picture" && kind !== "film" && <PicturePage kind={kind} of={key} />}
      {key !== "" && view === "reputation" && (
        <ReadState read={read} loading={<LoadingState rows={10} />}>
          {(found) => <Found key={`${kind} ${key}`} found={found} alone={rows.length === 1} />}
        </ReadState>
      )}
    </div>
  );
};

/** A line with its band, and others beside it. */
const banded = (
  points: readonly { readonly x: string | number; readonly level: Level | null }[],
  names: readonly [string, string, string],
) => [
  { name: names[0], points: points.map(({ x, level }) => ({ x, y: level?.value ?? null })) },
  { name: names[1], points: points.map(({ x, level }) => ({ x, y: level?.low ?? null })) },
  { name: names[2], points: points.map(({ x, level }) => ({ x, y: level?.high ?? null })) },
];

const Found = ({ found, alone }: { readonly found: Reputation; readonly alone: boolean }) => {
  const { t } = useTranslation("reputation");
  const format = useFormat();
  const localName = useLocalName();
  const name = localName(found.name, found.nameZh);
  const { level, usual, spans, byAge, spanDays } = found;
  const percent = (value: number | string): string => format.percent(Number(value));
  const names = [t("chart.praise"), t("chart.interval"), t("chart.high")] as const;
  const praise = { label: t("chart.praise"), format: percent };
  const spanned = spans.map(({ from, level: one }) => ({ x: from, level: one }));
  const shared = spans.map(({ from, share }) => ({ x: from, level: share }));
  const time = {
    label: t("chart.from", { count: spanDays }),
    format: (x: number | string) => format.date(String(x)),
  };
  const usually = spanned.map(({ x }) => ({ x, y: usual }));
  return (
    <div className={classes.stack}>
      <h2 className={classes.title}>{name}</h2>
      <Stats>
        <Stat
          label={t("stats.level")}
          value={format.percent(level.value)}
          hint={t(alone ? "stats.levelAlone" : "stats.levelHint", {
            low: format.percent(level.low),
            high: format.percent(level.high),
            usual: format.percent(usual),
          })}
        />
        <Stat
          label={t("stats.texts")}
          value={format.number(found.texts)}
          hint={t("stats.languages", {
            en: format.number(found.languages[0] ?? 0),
            zh: format.number(found.languages[1] ?? 0),
            other: format.number(found.languages[2] ?? 0),
          })}
        />
        <Stat label={t("stats.apart")} value={format.number(found.apart)} hint={t("stats.apartHint")} />
        <Stat label={t("stats.copies")} value={format.number(found.copies)} hint={t("stats.copiesHint")} />
      </Stats>
      <Alerts alerts={found.found} />
      <Columns min={420}>
        <Panel>
          <BandChart
            height={230}
            spec={{
              title: t("trend.title", { name }),
              description: t("trend.words"),
              x: time,
              y: praise,
              series: [
                ...banded(spanned, names),
                ...(alone ? [] : [{ name: t("chart.usual"), points: usually }]),
              ],
            }}
          />
        </Panel>
        {found.peers > 0 && (
          <Panel>
            <BandChart
              height={230}
              spec={{
                title: t("peers.title", { name }),
                description: t("peers.words", { count: found.peers, n: format.number(found.peers) }),
                x: { label: t("peers.week") },
                y: praise,
                series: [
                  ...banded(
                    byAge.map(({ week, own }) => ({ x: week, level: own })),
                    [name, names[1], names[2]],
                  ),
                  {
                    name: t("peers.others"),
                    points: byAge.map(({ week, peers }) => ({ x: week, y: peers })),
                  },
                ],
              }}
            />
          </Panel>
        )}
        {shared.some((span) => span.level !== null) && (
          <Panel>
            <BandChart
              height={230}
              spec={{
                title: t("share.title", { name }),
                description: t("share.words"),
                x: time,
                y: { label: t("share.axis"), format: percent, fromZero: true },
                series: banded(shared, [t("share.axis"), names[1], names[2]]),
              }}
            />
          </Panel>
        )}
      </Columns>
      <AspectTable aspects={found.aspects} kind={found.kind} alone={alone} />
      <Topics topics={found.topics} />
      {found.kind === "film" && <Talk film={Number(found.key)} name={name} />}
    </div>
  );
};
