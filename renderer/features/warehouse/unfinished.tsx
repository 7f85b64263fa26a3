/** Fetches that a broken line stopped: they go on, or their rows are thrown away. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { KnownConnection, UnfinishedFetch } from "../../../shared/contract/warehouse.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./warehouse.module.css";

interface UnfinishedProps {
  readonly connections: readonly KnownConnection[];
  readonly onResume: (fetch: UnfinishedFetch) => void;
}

export const Unfinished = ({ connections, onResume }: UnfinishedProps) => {
  const { t } = useTranslation("warehouse");
  const { data } = useClients();
  const queries = useQueryClient();
  const format = useFormat();
  const fetches =
    useRead(["warehouse", "unfinished"], (signal) => data.unfinishedFetches({}, { signal })).data?.fetches ??
    [];
  if (fetches.length === 0) return null;
  return (
    <Panel title={t("unfinished.title")}>
      <ul className={classes.list}>
        {fetches.map((each) => {
          const startsAgain = each.tables.some(({ done, resumes }) => !done && !resumes);
          return (
            <li key={each.fetch} className={classes.row}>
              <div className={classes.grow}>
                <div className={classes.name}>{each.name}</div>
                <div className={classes.dim}>
                  {t("unfinished.rows", {
                    rows: format.number(each.rows),
                    when: format.dateTime(each.startedAt / 1000),
                    tables: format.list(each.tables.map(({ name }) => name)),
                  })}
                  {startsAgain && ` ${t("unfinished.again")}`}
                </div>
              </div>
              <Button
                disabled={!connections.some(({ id }) => id === each.connection)}
                onClick={() => onResume(each)}
              >
                {t("unfinished.resume")}
              </Button>
              <Button
                variant="default"
                onClick={async () => {
                  await data.discardFetch({ fetch: each.fetch });
                  await queries.invalidateQueries({ queryKey: ["warehouse", "unfinished"] });
                }}
              >
                {t("unfinished.discard")}
              </Button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};
