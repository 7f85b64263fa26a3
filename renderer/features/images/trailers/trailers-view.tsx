/** Trailers that were read, and those that wait to be. */
import { Button } from "@mantine/core";
import { IconFolder, IconMovie } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { KeptTrailer } from "../../../../shared/contract/trailers.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { useEditUndo } from "../../../client/edits.ts";
import { useRead } from "../../../client/read.ts";
import { useTurnedNote } from "../../../ui/edit/edit-notes.ts";
import { useFormat } from "../../../ui/format.ts";
import { ProgressBar } from "../../../ui/progress.tsx";
import { EmptyState, ErrorState, ReadState } from "../../../ui/states.tsx";
import { TrailerDetail } from "./trailer-detail.tsx";
import { TrailerList } from "./trailer-list.tsx";
import { chooseTrailers, startTrailerRun, useTrailerRun, useWaiting } from "./trailer-run.ts";
import classes from "./trailers.module.css";
import { Waiting } from "./waiting.tsx";

export const Trailers = () => {
  const { t } = useTranslation("trailers");
  const format = useFormat();
  const clients = useClients();
  const queries = useQueryClient();
  const waiting = useWaiting();
  const { running, progress, cancel, outcome, failure } = useTrailerRun();
  const read = useRead(["trailers"], (signal) => clients.data.trailers({}, { signal }));
  const choosing = useMutation({
    mutationFn: (purpose: "trailerFile" | "trailerFolder") => chooseTrailers(clients, purpose),
  });
  useEditUndo(useTurnedNote());
  const choose = (
    <div className={classes.choose}>
      <Button
        variant="default"
        leftSection={<IconMovie size={15} />}
        onClick={() => choosing.mutate("trailerFile")}
      >
        {t("chooseFile")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFolder size={15} />}
        onClick={() => choosing.mutate("trailerFolder")}
      >
        {t("chooseFolder")}
      </Button>
    </div>
  );
  const none = read.data?.trailers.length === 0;
  return (
    <div className={classes.view}>
      <div className={classes.top}>
        {(!none || waiting || running) && choose}
        {running && (
          <ProgressBar
            label={t("reading", { name: progress?.name ?? "" })}
            share={progress?.share ?? null}
            detail={
              progress
                ? t("ofAll", { n: format.number(progress.done + 1), of: format.number(progress.of) })
                : ""
            }
            secondsLeft={progress?.secondsLeft ?? null}
            onCancel={cancel}
          />
        )}
        {choosing.error && <ErrorState fault={faultOf(choosing.error)} namespace="trailers" />}
        {failure && <ErrorState fault={failure} namespace="trailers" />}
        {!running && outcome && <Outcome {...outcome} />}
        {!running && waiting && (
          <Waiting videos={waiting} onStart={() => void startTrailerRun(clients, queries, t("work"))} />
        )}
      </div>
      <ReadState read={read}>
        {({ trailers }) =>
          trailers.length > 0 ? (
            <Kept trailers={trailers} />
          ) : (
            !waiting &&
            !running && (
              <EmptyState icon={<IconMovie size={32} stroke={1.4} />} title={t("none.title")} action={choose}>
                {t("none.hint")}
              </EmptyState>
            )
          )
        }
      </ReadState>
    </div>
  );
};

const Outcome = ({ read, failed }: ReturnType<typeof useTrailerRun>["outcome"] & object) => {
  const { t } = useTranslation("trailers");
  const format = useFormat();
  return (
    <div className={classes.outcome} role="status">
      <p>{t("done", { count: read, n: format.number(read) })}</p>
      {failed.length > 0 && (
        <ul>
          {failed.map(({ film, name, problem, detail }) => (
            <li key={`${film} ${name}`}>
              <strong>{name}</strong>: {t(`problems.${problem}`, { detail })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

const keyOf = ({ film, name }: Pick<KeptTrailer, "film" | "name">): string => `${film}/${name}`;

const Kept = ({ trailers }: { readonly trailers: readonly KeptTrailer[] }) => {
  const { t } = useTranslation("trailers");
  const [params, setParams] = useSearchParams();
  const wanted = params.get("trailer");
  const chosen =
    trailers.find((each) => keyOf(each) === wanted) ??
    trailers.find(({ film }) => String(film) === wanted) ??
    (trailers[0] as KeptTrailer);
  return (
    <div className={classes.kept}>
      <nav className={classes.list} aria-label={t("list")}>
        <TrailerList
          trailers={trailers}
          chosen={chosen}
          onChoose={(trailer) => setParams({ trailer: keyOf(trailer) }, { replace: true })}
        />
      </nav>
      <TrailerDetail key={keyOf(chosen)} trailer={chosen} all={trailers} />
    </div>
  );
};
