/** Two segments side by side: what each wants and the other does not, who is in both, and by which tastes they differ. */
import { Select, Table } from "@mantine/core";
import { IconArrowsLeftRight } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Segment } from "../../../../shared/contract/audience.ts";
import type { Difference, SidesBySide } from "../../../../shared/contract/exploring.ts";
import type { TableDocument } from "../../../../shared/domain/table-document.ts";
import { useClients } from "../../../client/context.tsx";
import { LongRead } from "../../../client/long-read.tsx";
import { unwrap, useRead } from "../../../client/read.ts";
import { makeStore, useStore } from "../../../client/store.ts";
import { TableExport } from "../../../client/table-export.tsx";
import { ConfidenceBar, Stat, Stats, Tag } from "../../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { Columns, Panel } from "../../../ui/page.tsx";
import { EmptyState, ReadState, Suppressed } from "../../../ui/states.tsx";
import { useTraitName } from "../map/cluster-names.ts";
import classes from "./sides.module.css";

const shownFilms = 12;
const shownTraits = 10;
const progress = makeStore(0);

export const SidesPage = () => {
  const { t } = useTranslation("exploring");
  const localName = useLocalName();
  const { data } = useClients();
  const [ids, setIds] = useState<readonly [number | null, number | null]>([null, null]);
  const read = useRead(["segments"], (signal) => data.listSegments({}, { signal }));
  return (
    <ReadState read={read}>
      {({ segments }) => {
        const told = segments.filter(({ members }) => members !== null);
        const [a, b] = [
          told.find(({ id }) => id === ids[0]) ?? told[0],
          told.find(({ id }) => id === ids[1]) ?? told[1],
        ];
        if (!a || !b) return <EmptyState title={t("sides.tooFew")}>{t("sides.tooFewHint")}</EmptyState>;
        const choose = (side: 0 | 1, other: Segment) => (
          <Select
            w={240}
            aria-label={t(`sides.side.${side === 0 ? "a" : "b"}`)}
            value={String(side === 0 ? a.id : b.id)}
            onChange={(next) => setIds(side === 0 ? [Number(next), other.id] : [other.id, Number(next)])}
            data={told.map(({ id, name, nameZh }) => ({
              value: String(id),
              label: localName(name, nameZh),
              disabled: id === other.id,
            }))}
            allowDeselect={false}
          />
        );
        return (
          <div className={classes.page}>
            <div className={classes.choose}>
              {choose(0, b)}
              <IconArrowsLeftRight size={16} aria-hidden />
              {choose(1, a)}
            </div>
            <Sides key={`${a.id} ${b.id}`} a={a} b={b} />
          </div>
        );
      }}
    </ReadState>
  );
};

interface SidesProps {
  readonly a: Segment;
  readonly b: Segment;
}

const Sides = ({ a, b }: SidesProps) => {
  const { t } = useTranslation("exploring");
  const { data, training } = useClients();
  const share = useStore(progress);
  const queryKey = ["predictions", "sides", a.id, b.id];
  const read = useRead<SidesBySide>(queryKey, async (signal) => {
    progress.set(0);
    const membersOf = async (segment: number): Promise<number[]> => [
      ...(await unwrap(data.segmentMembers({ segment }, { signal }))).members,
    ];
    return (await training()).compareSegments(
      { a: await membersOf(a.id), b: await membersOf(b.id) },
      { signal, onProgress: (now) => progress.set(now.share) },
    );
  });
  return (
    <ReadState
      read={read}
      namespace="preferences"
      loading={<LongRead read={read} queryKey={queryKey} label={t("sides.working")} share={share} />}
    >
      {(sides) => <Compared a={a} b={b} sides={sides} />}
    </ReadState>
  );
};

const Compared = ({ a, b, sides }: SidesProps & { readonly sides: SidesBySide }) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const localName = useLocalName();
  const traitName = useTraitName();
  const navigate = useNavigate();
  const { data } = useClients();
  const [one, other] = [localName(a.name, a.nameZh), localName(b.name, b.nameZh)];
  const sorted = useMemo(() => [...sides.films].sort((x, y) => y.difference - x.difference), [sides.films]);
  const more = {
    a: sorted.filter(({ difference }) => difference > 0).slice(0, shownFilms),
    b: sorted
      .filter(({ difference }) => difference < 0)
      .slice(-shownFilms)
      .reverse(),
  };
  const films = useMemo(() => sorted.map(({ film }) => film), [sorted]);
  const titles = new Map(
    useRead(["filmTitles", films], (signal) => data.filmTitles({ films }, { signal })).data?.rows.map(
      (row) => [row.id, localName(row.title, row.titleZh)],
    ),
  );
  const traits = [...sides.traits]
    .filter(({ significant }) => significant)
    .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference))
    .slice(0, shownTraits);
  const count = (size: number | null) => (size === null ? <Suppressed compact /> : format.number(size));
  const document = (): TableDocument => {
    const row = (
      kind: string,
      name: string,
      { a: x, b: y, difference, low, high, p, significant }: Difference,
    ): TableDocument["rows"][number] => [
      kind,
      name,
      x,
      y,
      difference,
      low,
      high,
      p,
      t(significant ? "sides.yes" : "sides.no"),
    ];
    const column = (key: string, header: string, kind: "text" | "number" | "share", width: number) => ({
      key,
      header,
      kind,
      width,
    });
    return {
      title: t("sides.title", { one, other }),
      language: format.language === "zh-CN" ? "zh-CN" : "en",
      facts: [{ key: "how", header: t("sides.explained"), value: t("sides.how") }],
      columns: [
        column("kind", t("sides.kind"), "text", 12),
        column("name", t("sides.what"), "text", 40),
        column("first", one, "share", 14),
        column("second", other, "share", 14),
        column("difference", t("sides.difference"), "number", 12),
        column("low", t("sides.low"), "number", 10),
        column("high", t("sides.high"), "number", 10),
        column("p", "p", "number", 10),
        column("certain", t("sides.sure"), "text", 10),
      ],
      rows: [
        ...sorted.map((each) => row("film", titles.get(each.film) ?? `#${each.film}`, each)),
        ...sides.traits.map((each) => row(each.kind, traitName(each), each)),
      ],
    };
  };
  return (
    <>
      <div className={classes.head}>
        <Stats>
          <Stat label={t("sides.only", { name: one })} value={count(sides.sizes[0])} />
          <Stat label={t("sides.both")} value={count(sides.sizes[1])} />
          <Stat label={t("sides.only", { name: other })} value={count(sides.sizes[2])} />
        </Stats>
        <TableExport document={titles.size > 0 ? document : null} />
      </div>
      <Columns min={380}>
        {(["a", "b"] as const).map((side) => (
          <Panel key={side} title={t("sides.wantsMore", { name: side === "a" ? one : other })} flush>
            <Differences
              rows={more[side].map((each) => ({
                ...each,
                key: String(each.film),
                name: (
                  <button
                    type="button"
                    className={classes.link}
                    onClick={() => void navigate(`/preferences/film/${each.film}`)}
                  >
                    {titles.get(each.film) ?? "…"}
                  </button>
                ),
              }))}
              one={one}
              other={other}
            />
          </Panel>
        ))}
      </Columns>
      <Panel title={t("sides.traits")} flush>
        {traits.length === 0 ? (
          <p className={classes.none}>{t("sides.noTraits")}</p>
        ) : (
          <Differences
            rows={traits.map((each) => ({
              ...each,
              key: `${each.kind} ${each.value}`,
              name: traitName(each),
            }))}
            one={one}
            other={other}
          />
        )}
      </Panel>
      <p className={classes.dim}>{t("sides.how")}</p>
    </>
  );
};

interface DifferencesProps {
  readonly rows: readonly (Difference & { readonly key: string; readonly name: ReactNode })[];
  readonly one: string;
  readonly other: string;
}

const Differences = ({ rows, one, other }: DifferencesProps) => {
  const { t } = useTranslation("exploring");
  const format = useFormat();
  const reach = Math.max(...rows.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))), 0.01);
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("sides.what")}</Table.Th>
          <Table.Th scope="col" ta="end">
            {one}
          </Table.Th>
          <Table.Th scope="col" ta="end">
            {other}
          </Table.Th>
          <Table.Th scope="col" w="30%">
            {t("sides.difference")}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, name, a, b, difference, low, high, significant }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row">{name}</Table.Th>
            <Table.Td ta="end">{format.percent(a)}</Table.Td>
            <Table.Td ta="end">{format.percent(b)}</Table.Td>
            <Table.Td>
              <ConfidenceBar
                value={difference}
                low={low}
                high={high}
                min={-reach}
                max={reach}
                label={t("sides.interval", {
                  difference: format.signed(100 * difference),
                  low: format.signed(100 * low),
                  high: format.signed(100 * high),
                })}
              />
              {!significant && <Tag>{t("sides.unsure")}</Tag>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};
