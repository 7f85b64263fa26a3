/** The experience plan of a film: its versions and hours, and what visits say of each; one click makes it a rule of the schedule. */
import { Button, Table } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { optionsOf } from "../../../shared/domain/experience-options.ts";
import { type ExperienceReport, lateFrom } from "../../../shared/domain/experience-report.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { FilmPicker } from "../../client/film-picker.tsx";
import { refreshLibrary } from "../../client/library.ts";
import { unwrap, useRead } from "../../client/read.ts";
import { useConditionWords } from "../../ui/condition-words.ts";
import { ConfidenceBar } from "../../ui/figures.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ErrorState, ReadState } from "../../ui/states.tsx";
import classes from "./experience.module.css";

const endOfNight = 1800;

export const FilmPlan = ({ report }: { readonly report: ExperienceReport }) => {
  const { t } = useTranslation("experience");
  const [film, setFilm] = useState(0);
  return (
    <Panel
      title={t("plan.title")}
      actions={<FilmPicker className={classes.picker} label={t("plan.film")} film={film} onPick={setFilm} />}
      flush
    >
      {film > 0 ? (
        <Options report={report} film={film} />
      ) : (
        <p className={classes.note}>{t("plan.choose")}</p>
      )}
    </Panel>
  );
};

const Options = ({ report, film }: { readonly report: ExperienceReport; readonly film: number }) => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const wordsOf = useConditionWords(report.screens);
  const { data } = useClients();
  const [fault, setFault] = useState<AnyFault | null>(null);
  const read = useRead(["film", film], (signal) => data.film({ film }, { signal }));
  const noLateStarts = async (title: string): Promise<void> => {
    setFault(null);
    try {
      await unwrap(
        data.saveRules({
          venue: null,
          rules: [
            {
              id: `no-late-starts-${film}`,
              name: t("plan.ruleName", { film: title }),
              kind: "dayPart",
              params: { from: lateFrom, to: endOfNight, per: "day", most: 0 },
              scope: { films: [film] },
              price: null,
              on: true,
            },
          ],
        }),
      );
      await refreshLibrary(queries);
      notifications.show({ message: t("plan.ruleAdded"), autoClose: 4000 });
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  return (
    <ReadState read={read}>
      {(detail) => {
        const options = optionsOf(report, detail);
        const reach = Math.max(
          ...options.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))),
          1e-9,
        );
        const late = options.filter(({ part }) => part === "late");
        return (
          <>
            {fault && <ErrorState fault={fault} />}
            <Table className={classes.effects}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("plan.hours")}</Table.Th>
                  <Table.Th scope="col">{t("plan.version")}</Table.Th>
                  <Table.Th scope="col" colSpan={2}>
                    {t("plan.effect")}
                  </Table.Th>
                  <Table.Th scope="col">{t("plan.because")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {options.map(({ part, version, conditions, estimate, low, high }) => {
                  const words = t("effects.words", {
                    value: format.signed(estimate, 2),
                    low: format.signed(low, 2),
                    high: format.signed(high, 2),
                  });
                  return (
                    <Table.Tr key={`${part} ${JSON.stringify(version)}`}>
                      <Table.Th scope="row">{t(`plan.part.${part}`)}</Table.Th>
                      <Table.Td>
                        {version
                          ? [
                              version.format,
                              format.languageName(version.audio),
                              ...(version.subtitles
                                ? [t("plan.subtitled", { language: format.languageName(version.subtitles) })]
                                : []),
                            ].join(" · ")
                          : "–"}
                      </Table.Td>
                      <Table.Td className={classes.bar}>
                        <ConfidenceBar
                          value={estimate}
                          low={low}
                          high={high}
                          min={-reach}
                          max={reach}
                          label={words}
                        />
                      </Table.Td>
                      <Table.Td className={classes.figure}>{words}</Table.Td>
                      <Table.Td>
                        {conditions.length > 0 ? format.list(conditions.map(wordsOf)) : t("plan.usual")}
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
            <p className={classes.note}>{t("plan.note")}</p>
            {late.length > 0 && late.every(({ high }) => high < 0) && (
              <div className={classes.act}>
                <span>{t("plan.lateCosts")}</span>
                <Button size="xs" onClick={() => void noLateStarts(localName(detail.title, detail.titleZh))}>
                  {t("plan.addRule")}
                </Button>
                <Button size="xs" variant="default" onClick={() => void navigate("/schedule/rules")}>
                  {t("plan.openRules")}
                </Button>
              </div>
            )}
          </>
        );
      }}
    </ReadState>
  );
};
