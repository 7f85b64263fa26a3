/** What an audience wants and hardly finds: of a segment, or of a maker; what could be made for it goes on as a concept. */
import { Button, Select, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { blankConcept, type Concept } from "../../../shared/domain/concept.ts";
import type { Lacking as Lacked, LackedSketch } from "../../../shared/domain/lacking.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { TableExport } from "../../client/table-export.tsx";
import { ConfidenceBar } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ReadState } from "../../ui/states.tsx";
import { lackingTable } from "./lacking-table.ts";
import classes from "./production.module.css";
import { useTraitName } from "./trait-name.ts";
import { useConceptEdits } from "./use-concepts.ts";

export interface WhoseAudience {
  readonly segment: number | null;
  readonly studio: string | null;
}

const useLacking = (whose: WhoseAudience) => {
  const { training } = useClients();
  return useRead(
    ["predictions", "lacking", whose],
    async (signal) => (await training()).lacking(whose, { signal }),
    { keepPrevious: true },
  );
};
const useSegments = () => {
  const { data } = useClients();
  return useRead(["segments"], (signal) => data.listSegments({}, { signal })).data?.segments ?? [];
};

interface WhoseProps {
  readonly whose: WhoseAudience;
  readonly onWhose: (whose: WhoseAudience) => void;
}

export const Whose = ({ whose, onWhose }: WhoseProps) => {
  const { t } = useTranslation("production");
  const localName = useLocalName();
  const segments = useSegments().filter(({ members }) => (members ?? 0) > 0);
  const studios = useLacking({ segment: null, studio: null }).data?.studios ?? [];
  return (
    <>
      {segments.length > 0 && (
        <Select
          size="xs"
          aria-label={t("lack.segment")}
          allowDeselect={false}
          value={whose.segment === null ? "" : `${whose.segment}`}
          data={[
            { value: "", label: t("lack.everybody") },
            ...segments.map(({ id, name, nameZh }) => ({ value: `${id}`, label: localName(name, nameZh) })),
          ]}
          onChange={(id) => onWhose({ ...whose, segment: id ? Number(id) : null })}
        />
      )}
      {studios.length > 0 && (
        <Select
          size="xs"
          aria-label={t("lack.maker")}
          searchable
          allowDeselect={false}
          value={whose.studio ?? ""}
          data={[{ value: "", label: t("lack.anyMaker") }, ...studios.map(({ name }) => name)]}
          onChange={(studio) => onWhose({ ...whose, studio: studio || null })}
        />
      )}
    </>
  );
};

const minutes = { short: 90, usual: 110, long: 135 } as const;

/** A concept of the sketch's traits; everything else is open. */
const conceptOf = ({ traits }: LackedSketch, name: string): Concept => {
  const valuesOf = (field: string): string[] =>
    traits.flatMap((trait) => (trait.field === field ? [trait.value] : []));
  const [length] = valuesOf("length");
  return {
    ...blankConcept,
    title: name,
    genres: valuesOf("genre"),
    keywords: valuesOf("keyword"),
    language: valuesOf("language")[0] ?? "",
    country: valuesOf("country")[0] ?? "",
    runtime: length === undefined ? null : minutes[length as keyof typeof minutes],
  };
};

export const Lacking = ({ whose }: { readonly whose: WhoseAudience }) => {
  const { t } = useTranslation("production");
  const format = useFormat();
  const localName = useLocalName();
  const segments = useSegments();
  const read = useLacking(whose);
  const segment = segments.find(({ id }) => id === whose.segment);
  const name = [segment ? localName(segment.name, segment.nameZh) : "", whose.studio ?? ""]
    .filter(Boolean)
    .join(" · ");
  const answer = read.data;
  return (
    <Panel
      title={name === "" ? t("lack.title") : t("lack.of", { whose: name })}
      flush
      actions={<TableExport document={answer ? () => lackingTable(format, answer.lacking, name) : null} />}
    >
      <ReadState read={read} namespace="production">
        {({ lacking, attention }) => (
          <>
            <p className={classes.how}>
              {t(`lack.how_${attention}`, {
                members: format.number(lacking.members),
                films: format.number(lacking.films),
              })}{" "}
              {whose.studio !== null &&
                t(`lack.howMaker_${attention}`, { of: format.number(lacking.ownFilms) })}
            </p>
            {lacking.traits.length === 0 ? (
              <p className={classes.how}>{t("lack.none")}</p>
            ) : (
              <Ranking lacking={lacking} maker={whose.studio !== null} />
            )}
          </>
        )}
      </ReadState>
    </Panel>
  );
};

const Ranking = ({ lacking, maker }: { readonly lacking: Lacked; readonly maker: boolean }) => {
  const { t } = useTranslation("production");
  const format = useFormat();
  const nameOf = useTraitName();
  const navigate = useNavigate();
  const { add } = useConceptEdits();
  const { traits, sketches, films, ownFilms } = lacking;
  const words = ({ value, low, high }: LackedSketch["draw"]): string =>
    t("space.times", {
      value: format.number(value, 2),
      low: format.number(low, 2),
      high: format.number(high, 2),
    });
  const compared = traits.some(({ everybody }) => everybody !== null);
  const reach = Math.max(...[...traits, ...sketches].map(({ draw }) => Math.log(draw.high)), 0.1);
  const bar = (draw: LackedSketch["draw"]) => (
    <ConfidenceBar
      value={Math.log(draw.value)}
      low={Math.log(draw.low)}
      high={Math.log(draw.high)}
      min={0}
      max={reach}
      label={words(draw)}
    />
  );
  const test = async (sketch: LackedSketch, name: string): Promise<void> => {
    const concept = await add(conceptOf(sketch, name));
    void navigate("/production", { state: { concept } });
  };
  return (
    <>
      <Table className={classes.traits}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("lack.trait")}</Table.Th>
            <Table.Th scope="col" colSpan={2}>
              {t("lack.draw")}
            </Table.Th>
            {compared && <Table.Th scope="col">{t("lack.among")}</Table.Th>}
            <Table.Th scope="col">{t("lack.made")}</Table.Th>
            {maker && <Table.Th scope="col">{t("lack.own")}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {traits.map((trait) => (
            <Table.Tr key={`${trait.field} ${trait.value}`}>
              <Table.Th scope="row">
                {nameOf(trait)} <span className={classes.field}>{t(`space.fields.${trait.field}`)}</span>
              </Table.Th>
              <Table.Td className={classes.bar}>{bar(trait.draw)}</Table.Td>
              <Table.Td>{words(trait.draw)}</Table.Td>
              {compared && <Table.Td>{trait.everybody && words(trait.everybody)}</Table.Td>}
              <Table.Td>
                {t("lack.madeOf", { films: format.number(trait.films), of: format.number(films) })}
              </Table.Td>
              {maker && (
                <Table.Td>
                  {t("lack.madeOf", { films: format.number(trait.own), of: format.number(ownFilms) })}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {sketches.length > 0 && (
        <Table className={classes.traits} aria-label={t("lack.sketches")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("lack.sketches")}</Table.Th>
              <Table.Th scope="col" colSpan={2}>
                {t("lack.draw")}
              </Table.Th>
              <Table.Th scope="col">{t("lack.made")}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sketches.map((sketch) => {
              const name = sketch.traits.map(nameOf).join(" + ");
              return (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{name}</Table.Th>
                  <Table.Td className={classes.bar}>{bar(sketch.draw)}</Table.Td>
                  <Table.Td>{words(sketch.draw)}</Table.Td>
                  <Table.Td>{t("lack.both", { count: sketch.films })}</Table.Td>
                  <Table.Td className={classes.count}>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t("lack.testOf", { name })}
                      onClick={() => void test(sketch, name)}
                    >
                      {t("lack.test")}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
};
