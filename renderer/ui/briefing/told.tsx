/** Statements by topic, and what could not be told. */
import { useTranslation } from "react-i18next";
import { type Briefing, topics } from "../../../shared/domain/briefing.ts";
import { Panel } from "../page.tsx";
import { type Headings, missingWords } from "./briefing-document.ts";
import { StatementList } from "./statement-list.tsx";
import classes from "./told.module.css";

interface ToldProps extends Pick<Briefing, "statements" | "missing" | "week"> {
  readonly headings: Headings;
}

export const Told = ({ statements, missing, week, headings }: ToldProps) => {
  const { t } = useTranslation("briefing");
  return (
    <div className={classes.stack}>
      {topics.map((topic) => {
        const own = statements.filter((statement) => statement.topic === topic);
        return (
          own.length > 0 && (
            <Panel key={topic} title={t(`${headings}.${topic}`)}>
              <StatementList statements={own} week={week} />
            </Panel>
          )
        );
      })}
      {missing.length > 0 && (
        <Panel title={t("missing.title")}>
          <ul className={classes.missing}>
            {missing.map((each) => (
              <li key={each.topic}>{missingWords(t, each, headings)}</li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
};
