/** Statements below one another: what is so, how sure it is, what to do, and the way to its evidence. */
import { Tooltip } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Statement } from "../../../shared/domain/briefing.ts";
import { Tag } from "../figures.tsx";
import { useFormat } from "../format.ts";
import classes from "./statement-list.module.css";
import { statementWords } from "./statement-words.ts";

interface StatementListProps {
  readonly statements: readonly Statement[];
  readonly week: string;
}

export const StatementList = ({ statements, week }: StatementListProps) => {
  const { t } = useTranslation("briefing");
  const words = statementWords(t, useFormat());
  return (
    <ul className={classes.list}>
      {statements.map((statement) => {
        const { says, sure, step, whys } = words(statement, week);
        return (
          <li key={says}>
            <div className={classes.said}>
              <span data-selectable>{says}</span>
              {statement.why?.map(({ evidence }, n) => (
                <span key={whys[n]} className={classes.why}>
                  {t("why", { reasons: whys[n] })}{" "}
                  <Link to={evidence.route} className={classes.evidence}>
                    {t("evidence")}
                    <IconArrowRight size={12} aria-hidden />
                  </Link>
                </span>
              ))}
              {step && <span className={classes.step}>{step}</span>}
            </div>
            <Tooltip label={t(`surenessWords.${statement.sureness}`)} multiline maw={320}>
              <span>
                <Tag>{sure}</Tag>
              </span>
            </Tooltip>
            <Link to={statement.evidence.route} className={classes.evidence}>
              {t("evidence")}
              <IconArrowRight size={14} aria-hidden />
            </Link>
          </li>
        );
      })}
    </ul>
  );
};
