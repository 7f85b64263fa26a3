/** What every other week would cost a title, in figures and words. */
import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WindowOption } from "../../../../shared/contract/windows.ts";
import { TableExport } from "../../../client/table-export.tsx";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import classes from "../slates.module.css";
import type { Placed } from "./ask.ts";
import { whyOf } from "./option-words.ts";
import own from "./windows.module.css";
import { windowsDocument } from "./windows-document.ts";

interface OptionsProps {
  readonly placed: Placed;
  readonly titleOf: (film: number) => string;
}

const shownAtFirst = 8;

export const Options = ({ placed, titleOf }: OptionsProps) => {
  const { t } = useTranslation("windows");
  const format = useFormat();
  const { answer, asked } = placed;
  const [chosen, setChosen] = useState(answer.titles[0]?.film ?? 0);
  const [all, setAll] = useState(false);
  const title = answer.titles.find(({ film }) => film === chosen) ?? answer.titles[0];
  if (!title) return null;
  const nameOf = (other: number): string => {
    const ownTitle = asked.titles[other];
    return ownTitle ? titleOf(ownTitle.film) : (asked.competitors[other - asked.titles.length]?.title ?? "");
  };
  const sorted = [...title.options].sort(
    (a, b) => Number(a.barrier !== null) - Number(b.barrier !== null) || a.loss.value - b.loss.value,
  );
  const shown = all ? sorted : sorted.filter(({ barrier }) => barrier === null).slice(0, shownAtFirst);
  const lossWords = ({ week, loss: { value } }: WindowOption): string =>
    week === title.week
      ? t("options.placed")
      : value >= 0
        ? t("options.less", { loss: format.number(value) })
        : t("options.more", { loss: format.number(-value) });
  return (
    <Panel
      title={t("options.title")}
      flush
      actions={
        <div className={classes.buttons}>
          {answer.titles.length > 1 && (
            <Select
              aria-label={t("options.of")}
              allowDeselect={false}
              value={String(title.film)}
              data={answer.titles.map(({ film }) => ({ value: String(film), label: titleOf(film) }))}
              onChange={(film) => setChosen(Number(film))}
            />
          )}
          <Button variant="default" onClick={() => setAll(!all)}>
            {all ? t("options.fewer") : t("options.all", { count: sorted.length })}
          </Button>
          <TableExport document={() => windowsDocument(t, format, placed, titleOf, nameOf)} />
        </div>
      }
    >
      <table className={classes.table} aria-label={`${t("options.title")}: ${titleOf(title.film)}`}>
        <thead>
          <tr>
            <th scope="col">{t("options.week")}</th>
            <th scope="col">{t("options.admissions")}</th>
            <th scope="col">{t("options.loss")}</th>
            <th scope="col">{t("options.best")}</th>
            <th scope="col" className={own.why}>
              {t("options.why")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((option) => {
            const { week, admissions, loss, best, barrier } = option;
            const range = ({ low, high }: { readonly low: number; readonly high: number }): string =>
              t("options.range", { low: format.number(low), high: format.number(high) });
            return (
              <tr
                key={week}
                data-chosen={week === title.week || undefined}
                className={barrier === null ? undefined : own.barred}
              >
                <th scope="row">
                  {format.date(answer.weeks[week] as string)}{" "}
                  {week === title.week && <Tag>{t("options.placed")}</Tag>}
                </th>
                <td>
                  <strong>{format.number(admissions.value)}</strong>
                  <small>{range(admissions)}</small>
                </td>
                <td>
                  {week !== title.week && (
                    <>
                      <strong>{lossWords(option)}</strong>
                      <small>{range(loss)}</small>
                    </>
                  )}
                </td>
                <td>{barrier === null && t("options.bestShare", { share: format.percent(best) })}</td>
                <td className={own.why}>{whyOf(t, format, option, nameOf)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
};
