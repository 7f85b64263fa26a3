/** What is wanted and what is made: traits of films whose audience finds little, or more than it asks for. */
import { Button, Table } from "@mantine/core";
import { IconBulb } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { faultOf } from "../../../shared/domain/fault.ts";
import type { Standing, TraitStanding, WhiteSpace } from "../../../shared/domain/white-space.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFaultWords } from "../../ui/fault-words.ts";
import { ConfidenceBar, Tag } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Page, Panel } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import { Lacking, Whose, type WhoseAudience } from "./lacking.tsx";
import classes from "./production.module.css";
import { useTraitName } from "./trait-name.ts";
import { ViewSwitch } from "./view-switch.tsx";

const order: readonly Standing[] = ["space", "wanted", "crowded", "unwanted", "unclear"];
const tones = {
  space: "good",
  wanted: "accent",
  crowded: "bad",
  unwanted: "neutral",
  unclear: "neutral",
} as const;
/** Of those whose draw may be chance, as many as are worth a look. */
const fewUnclear = 10;

export const WhiteSpacePage = () => {
  const { t } = useTranslation("production");
  const { training } = useClients();
  const navigate = useNavigate();
  const wordsOf = useFaultWords("production");
  const read = useRead(["predictions", "whiteSpace"], async (signal) =>
    (await training()).whiteSpace({}, { signal }),
  );
  const [whose, setWhose] = useState<WhoseAudience>({ segment: null, studio: null });
  const fault = read.error ? faultOf(read.error) : null;
  const tooFew = fault?.type === "TooFewAttended" ? wordsOf(fault) : null;
  return (
    <Page
      title={t("title")}
      subtitle={t("space.subtitle")}
      actions={
        <>
          <Whose whose={whose} onWhose={setWhose} />
          <ViewSwitch view="white-space" />
        </>
      }
    >
      {tooFew ? (
        <EmptyState
          icon={<IconBulb size={32} stroke={1.4} />}
          title={tooFew.what}
          action={<Button onClick={() => void navigate("/import")}>{t("tooFew.import")}</Button>}
        >
          {tooFew.why} {tooFew.remedy}
        </EmptyState>
      ) : (
        <ReadState read={read} namespace="production">
          {(found) => (
            <div className={classes.results}>
              <Lacking whose={whose} />
              <Traits found={found} />
            </div>
          )}
        </ReadState>
      )}
    </Page>
  );
};

const Traits = ({ found: { traits, films, attention, since } }: { readonly found: WhiteSpace }) => {
  const { t } = useTranslation("production");
  const format = useFormat();
  const nameOf = useTraitName();
  const [all, setAll] = useState(false);
  const sorted = [...traits].sort(
    (a, b) =>
      order.indexOf(a.standing) - order.indexOf(b.standing) ||
      Math.abs(Math.log(b.draw.value)) - Math.abs(Math.log(a.draw.value)),
  );
  const clear = sorted.filter(({ standing }) => standing !== "unclear");
  const shown = all ? sorted : sorted.slice(0, clear.length + fewUnclear);
  const reach = Math.max(...shown.map(({ draw }) => Math.max(Math.log(draw.high), -Math.log(draw.low))), 0.1);
  const words = ({ value, low, high }: TraitStanding["draw"]): string =>
    t("space.times", {
      value: format.number(value, 2),
      low: format.number(low, 2),
      high: format.number(high, 2),
    });
  return (
    <Panel title={t("space.question")} flush>
      <p className={classes.how}>
        {t("space.how", { films: format.number(films), attention: t(`space.${attention}`), since })}
      </p>
      <Table className={classes.traits}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("space.trait")}</Table.Th>
            <Table.Th scope="col" colSpan={2}>
              {t("space.draw")}
            </Table.Th>
            <Table.Th scope="col">{t("space.films")}</Table.Th>
            <Table.Th scope="col">{t("space.made", { since })}</Table.Th>
            <Table.Th scope="col">{t("space.standing")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((trait) => {
            const { field, value, draw, trend, standing } = trait;
            return (
              <Table.Tr key={`${field} ${value}`} data-unclear={standing === "unclear" || undefined}>
                <Table.Th scope="row">
                  {nameOf(trait)} <span className={classes.field}>{t(`space.fields.${field}`)}</span>
                </Table.Th>
                <Table.Td className={classes.bar}>
                  <ConfidenceBar
                    value={Math.log(draw.value)}
                    low={Math.log(draw.low)}
                    high={Math.log(draw.high)}
                    min={-reach}
                    max={reach}
                    label={words(draw)}
                  />
                </Table.Td>
                <Table.Td>{words(draw)}</Table.Td>
                <Table.Td className={classes.count}>{format.number(trait.films)}</Table.Td>
                <Table.Td title={words(trend)}>
                  {t("space.share", {
                    lately: format.percent(trait.lately, 1),
                    before: format.percent(trait.before, 1),
                  })}
                </Table.Td>
                <Table.Td>
                  <Tag tone={tones[standing]}>{t(`space.standings.${standing}`)}</Tag>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {!all && shown.length < sorted.length && (
        <div className={classes.more}>
          <Button variant="default" size="xs" onClick={() => setAll(true)}>
            {t("space.more", { count: sorted.length - shown.length })}
          </Button>
        </div>
      )}
    </Panel>
  );
};
