/** A task that is not built yet: what it will do, from which data of this library, and what can be done until then. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { LibraryInfo } from "../../shared/contract/library.ts";
import classes from "./coming-task.module.css";
import { Stat, Stats, Tag } from "./figures.tsx";
import { useFormat } from "./format.ts";
import { Page, Panel } from "./page.tsx";

type Counted = keyof LibraryInfo["counts"];

interface ComingTaskProps {
  /** Its words in the `strategies` namespace. */
  readonly task: "production";
  readonly icon: ReactNode;
  /** What the open library holds; undefined until known. */
  readonly counts: LibraryInfo["counts"] | undefined;
  /** What it will work from. */
  readonly data: readonly Counted[];
  /** A page that already helps. */
  readonly meanwhile: string;
}

const points = ["first", "second", "third", "fourth"] as const;

export const ComingTask = ({ task, icon, counts, data, meanwhile }: ComingTaskProps) => {
  const { t } = useTranslation("strategies");
  const format = useFormat();
  const navigate = useNavigate();
  return (
    <Page title={t(`${task}.title`)} subtitle={<Tag>{t("notYet")}</Tag>}>
      <div className={classes.coming}>
        <div className={classes.lead}>
          <span className={classes.icon} aria-hidden>
            {icon}
          </span>
          <p>{t(`${task}.lead`)}</p>
        </div>
        <Panel title={t("willDo")}>
          <ul className={classes.points}>
            {points.map((point) => (
              <li key={point}>{t(`${task}.${point}`)}</li>
            ))}
          </ul>
        </Panel>
        <Panel title={t("waiting")}>
          <Stats>
            {data.map((name) => (
              <Stat
                key={name}
                label={t(`counts.${name}`)}
                value={counts ? format.number(counts[name]) : "…"}
              />
            ))}
          </Stats>
          <p className={classes.note}>
            {counts && data.every((name) => counts[name] === 0) ? t("noData") : t(`${task}.data`)}
          </p>
        </Panel>
        <Panel title={t("meanwhile")}>
          <div className={classes.meanwhile}>
            <span>{t(`${task}.meanwhile`)}</span>
            <Button variant="default" onClick={() => void navigate(meanwhile)}>
              {t(`${task}.meanwhileAction`)}
            </Button>
          </div>
        </Panel>
      </div>
    </Page>
  );
};
