/** Guidance for a film and a segment: whom it delights with what, what to quote, when to speak, where trouble starts, and the brief of it. */
import { Select, Table } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Guidance, Trouble } from "../../../shared/contract/guidance.ts";
import { LineChart } from "../../charts/charts.tsx";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { filmDaysOf } from "../../client/talk.ts";
import { WriteFiles } from "../../client/write-files.tsx";
import { ConfidenceBar } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { LoadingState, ReadState, Suppressed } from "../../ui/states.tsx";
import { writeBrief } from "./brief.ts";
import { crisisSteps } from "./brief-document.ts";
import { guidanceWords, lovedOf } from "./guidance-words.ts";
import { Quotes } from "./quotes.tsx";
import classes from "./reputation.module.css";

const shownAspects = 4;

export const GuidancePage = ({ film }: { readonly film: number }) => {
  const clients = useClients();
  const queries = useQueryClient();
  const [segment, setSegment] = useState<number | null>(null);
  const read = useRead(
    ["voices", "guidance", film, segment],
    async (signal) => {
      const days = await queries.fetchQuery({
        queryKey: ["demand", "filmDays"],
        queryFn: (call) => filmDaysOf(clients, call),
      });
      return (await clients.training()).guidance({ film, segment, days }, { signal });
    },
    { keepPrevious: true },
  );
  return (
    <ReadState read={read} loading={<LoadingState rows={8} />}>
      {(guidance) => <Found guidance={guidance} segment={segment} onSegment={setSegment} />}
    </ReadState>
  );
};

interface FoundProps {
  readonly guidance: Guidance;
  readonly segment: number | null;
  readonly onSegment: (segment: number | null) => void;
}

const Found = ({ guidance, segment, onSegment }: FoundProps) => {
  const { t } = useTranslation("guidance");
  const localName = useLocalName();
  return (
    <div className={classes.stack}>
      <div className={classes.guidanceHead}>
        <Select
          w={280}
          aria-label={t("whose")}
          value={String(segment ?? "")}
          onChange={(next) => onSegment(next ? Number(next) : null)}
          data={guidance.delights.map(({ id, name, nameZh, texts }) => ({
            value: String(id ?? ""),
            label: id === null ? t("everybody") : localName(name, nameZh),
            disabled: texts === null,
          }))}
          allowDeselect={false}
        />
        <Brief guidance={guidance} />
      </div>
      <Delights guidance={guidance} />
      <Panel title={t("quotes.title")}>
        {guidance.quotes.length === 0 ? (
          <p className={classes.note}>{t("quotes.none")}</p>
        ) : (
          <Quotes ids={guidance.quotes.map(({ id }) => id)} />
        )}
      </Panel>
      <When guidance={guidance} />
      <Troubles troubles={guidance.troubles} />
    </div>
  );
};

const Brief = ({ guidance }: { readonly guidance: Guidance }) => {
  const { t } = useTranslation("guidance");
  const clients = useClients();
  const format = useFormat();
  return (
    <WriteFiles
      label={t("brief.write")}
      written={(files) => t("brief.written", { files })}
      write={(folder) => writeBrief(clients, guidance, folder, format)}
    />
  );
};

const useWords = () => {
  const { t } = useTranslation("guidance");
  return guidanceWords(t, useFormat(), useLocalName());
};

const Delights = ({ guidance }: { readonly guidance: Guidance }) => {
  const { t } = useTranslation("guidance");
  const format = useFormat();
  const words = useWords();
  const few = guidance.delights.filter(({ texts }) => texts === null);
  return (
    <Panel title={t("delight.title")} flush>
      <p className={classes.note}>{t("delight.hint")}</p>
      <Table className={classes.aspects}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("delight.who")}</Table.Th>
            <Table.Th scope="col">{t("delight.texts")}</Table.Th>
            <Table.Th scope="col" className={classes.wrapped}>
              {t("delight.loved")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {guidance.delights.map(
            (delight) =>
              delight.texts !== null && (
                <Table.Tr key={delight.id ?? 0}>
                  <Table.Th scope="row">{words.whose(delight)}</Table.Th>
                  <Table.Td>{words.texts(delight.texts)}</Table.Td>
                  <Table.Td>
                    <ul className={classes.delights}>
                      {lovedOf(delight, shownAspects).map((each) => (
                        <li key={each.aspect} className={classes.delight}>
                          <span>{words.level(each)}</span>
                          <ConfidenceBar {...each.level} min={0} max={1} label={words.level(each)} />
                        </li>
                      ))}
                    </ul>
                  </Table.Td>
                </Table.Tr>
              ),
          )}
        </Table.Tbody>
      </Table>
      {few.length > 0 && (
        <p className={classes.note}>
          {t("delight.few", { segments: format.list(few.map(words.whose)) })} <Suppressed compact />
        </p>
      )}
    </Panel>
  );
};

const When = ({ guidance }: { readonly guidance: Guidance }) => {
  const { t } = useTranslation("guidance");
  const format = useFormat();
  const words = useWords();
  const line = (name: string, of: (week: Guidance["weeks"][number]) => number | null) => ({
    name,
    points: guidance.weeks.map((week) => ({ x: format.signed(week.week), y: of(week) })),
  });
  const series = [
    line(t("when.own"), ({ own }) => own),
    line(t("when.talk"), ({ talk }) => talk),
    line(t("when.seats"), ({ seats }) => seats),
  ];
  const told = series.filter(({ points }) => points.some(({ y }) => y !== null));
  return (
    <Panel title={t("when.title")}>
      <p className={classes.note}>{t("when.hint")}</p>
      {told.length > 0 && (
        <LineChart
          height={220}
          spec={{
            title: t("when.question"),
            description: t("when.words"),
            x: { label: t("when.week") },
            y: {
              label: t("when.share"),
              format: (value) => format.percent(Number(value)),
            },
            series: told,
          }}
        />
      )}
      <Table className={classes.aspects}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("when.phase")}</Table.Th>
            <Table.Th scope="col">{t("when.days")}</Table.Th>
            <Table.Th scope="col" className={classes.wrapped}>
              {t("when.do")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {guidance.phases.map((phase) => (
            <Table.Tr key={phase.kind}>
              <Table.Th scope="row">{t(`phases.${phase.kind}`)}</Table.Th>
              <Table.Td className={classes.days}>{words.days(phase)}</Table.Td>
              <Table.Td className={classes.wrapped}>{words.action(phase)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
};

const Troubles = ({ troubles }: { readonly troubles: readonly Trouble[] }) => {
  const { t } = useTranslation("guidance");
  const words = useWords();
  return (
    <>
      <Panel title={t("trouble.title")}>
        {troubles.length === 0 && <p className={classes.note}>{t("trouble.none")}</p>}
        {troubles.map((trouble) => (
          <section key={`${trouble.kind} ${trouble.at} ${trouble.aspect} ${trouble.named?.name}`}>
            <p className={classes.trouble}>{words.trouble(trouble)}</p>
            {trouble.evidence.length > 0 && <Quotes ids={trouble.evidence.slice(0, 2)} />}
          </section>
        ))}
      </Panel>
      <Panel title={t("crisis.title")}>
        <p className={classes.note}>{t("crisis.hint")}</p>
        <ol className={classes.steps}>
          {crisisSteps.map((step) => (
            <li key={step} className={classes.step}>
              {t(`crisis.steps.${step}`)}
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
};
