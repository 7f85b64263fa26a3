/** How many posters models can learn from, and the way to the rest. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useClients } from "../../../client/context.tsx";
import { startPosterRun, usePosterRun } from "../../../client/poster-run.ts";
import { useRead } from "../../../client/read.ts";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { ProgressBar } from "../../../ui/progress.tsx";
import { ErrorState, ReadState } from "../../../ui/states.tsx";
import classes from "../models.module.css";

const namedFailures = 5;

export const PosterPanel = () => {
  const { t } = useTranslation("posters");
  const format = useFormat();
  const clients = useClients();
  const queries = useQueryClient();
  const { running, progress, cancel, outcome, failure } = usePosterRun();
  const failed = outcome ?? [];
  const read = useRead(["models", "posters"], (signal) => clients.data.embeddedPosters({}, { signal }));
  return (
    <Panel title={t("title")}>
      <div className={classes.stack}>
        <ReadState read={read} namespace="posters">
          {({ posters: all, embedded, waiting }) => {
            if (all === 0)
              return (
                <>
                  <p className={classes.hint}>{t("none")}</p>
                  <Button component={Link} to="/import" variant="default" mt={8}>
                    {t("import")}
                  </Button>
                </>
              );
            return (
              <>
                <div>
                  <p className={classes.statement}>
                    {t("state", { n: format.number(embedded.length), all: format.number(all) })}
                  </p>
                  <p className={classes.hint}>{t("hint")}</p>
                </div>
                {!running && waiting.length > 0 && (
                  <Button variant="default" onClick={() => void startPosterRun(clients, queries, t("work"))}>
                    {t("start", { count: waiting.length, n: format.number(waiting.length) })}
                  </Button>
                )}
              </>
            );
          }}
        </ReadState>
        {running && (
          <ProgressBar
            label={t("work")}
            share={progress && progress.done / progress.of}
            secondsLeft={progress?.secondsLeft ?? null}
            onCancel={cancel}
          />
        )}
        {failed.length > 0 && <Failed films={failed.map(({ film }) => film)} />}
        {failure && <ErrorState fault={failure} namespace="posters" />}
      </div>
    </Panel>
  );
};

const Failed = ({ films }: { readonly films: readonly number[] }) => {
  const { t } = useTranslation("posters");
  const format = useFormat();
  const localName = useLocalName();
  const { data } = useClients();
  const named = films.slice(0, namedFailures);
  const titles = useRead(["filmTitles", named], (signal) => data.filmTitles({ films: named }, { signal }))
    .data?.rows;
  return (
    <p className={classes.hint} role="status">
      {t("failed", { count: films.length, n: format.number(films.length) })}{" "}
      {format.list((titles ?? []).map(({ title, titleZh }) => localName(title, titleZh)))}
      {films.length > named.length && " …"}
    </p>
  );
};
