/** Feedback that stands: who said what of which film, when, what it changed, and the way back. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FeedbackEffect, GivenFeedback } from "../../../shared/contract/feedback.ts";
import { useFormat, useLocalName } from "../format.ts";
import classes from "./feedback.module.css";

interface FeedbackListProps {
  readonly rows: readonly GivenFeedback[];
  readonly total: number;
  readonly effectWords: (effect: FeedbackEffect) => string;
  readonly onTakeBack: (changeSet: number) => void;
  readonly hide?: "member" | "film";
}

export const FeedbackList = ({ rows, total, effectWords, onTakeBack, hide }: FeedbackListProps) => {
  const { t } = useTranslation("feedback");
  const format = useFormat();
  const localName = useLocalName();
  const digits = (value: number): string => format.number(value, Number.isInteger(value) ? 0 : 1);
  const what = ({ kind, value, former }: GivenFeedback): string =>
    kind !== "rating"
      ? t(`kinds.${kind}`)
      : former === null
        ? t("list.rated", { value: digits(value ?? 0) })
        : t("list.corrected", { value: digits(value ?? 0), former: digits(former) });
  return (
    <>
      <table className={classes.list}>
        <thead>
          <tr>
            <th scope="col">{t("list.when")}</th>
            {hide !== "member" && <th scope="col">{t("list.who")}</th>}
            {hide !== "film" && <th scope="col">{t("list.film")}</th>}
            <th scope="col">{t("list.what")}</th>
            <th scope="col">{t("list.effect")}</th>
            <th scope="col">{t("list.action")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.member} ${row.film} ${row.kind}`}>
              <td>{format.dateTime(row.at)}</td>
              {hide !== "member" && (
                <td>
                  <a href={`#/audience/member/${row.member}`}>{t("list.member", { id: row.member })}</a>
                </td>
              )}
              {hide !== "film" && (
                <td>
                  <a href={`#/library/film/${row.film}`}>{localName(row.title, row.titleZh)}</a>
                </td>
              )}
              <td>{what(row)}</td>
              <td>{effectWords(row)}</td>
              <td>
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-label={t("list.undoNamed", {
                    what: what(row),
                    title: localName(row.title, row.titleZh),
                  })}
                  onClick={() => onTakeBack(row.changeSet)}
                >
                  {t("list.undo")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <p style={{ padding: "0 12px" }}>{t("list.more", { n: format.number(total - rows.length) })}</p>
      )}
    </>
  );
};
