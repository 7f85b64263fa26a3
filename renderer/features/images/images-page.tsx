/** What posters and trailers look like: every one to sort and filter, what genres look like, what is learned, and trailers along their running time. */
import { Button, SegmentedControl } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useClients } from "../../client/context.tsx";
import { startPosterRun, usePosterRun } from "../../client/poster-run.ts";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { EmptyState, ErrorState, ReadState } from "../../ui/states.tsx";
import { Compare } from "./compare.tsx";
import { Gallery } from "./gallery.tsx";
import { Genres } from "./genres.tsx";
import classes from "./images.module.css";
import { Learned } from "./learned.tsx";
import { Trailers } from "./trailers/trailers-view.tsx";
import { type View, views } from "./views.ts";

export const ImagesPage = () => {
  const { t } = useTranslation(["images", "posters"]);
  const format = useFormat();
  const clients = useClients();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const named = useParams().view;
  const view = views.find((each) => each === named) ?? "gallery";
  const { running, progress, cancel, outcome, failure } = usePosterRun();
  const state = useRead(["models", "posters"], (signal) => clients.data.embeddedPosters({}, { signal }));
  const waiting = state.data?.waiting.length ?? 0;
  const start = (
    <Button onClick={() => void startPosterRun(clients, queries, t("posters:work"))}>
      {t("posters:start", { count: waiting, n: format.number(waiting) })}
    </Button>
  );
  const seen = (state.data?.posters ?? 0) - waiting;
  return (
    <Page
      title={t("title")}
      subtitle={seen > 0 ? t("subtitle", { count: seen, n: format.number(seen) }) : ""}
      fill
      actions={
        state.data && (
          <>
            {view !== "trailers" && seen > 0 && !running && waiting > 0 && start}
            <SegmentedControl
              aria-label={t("view")}
              value={view}
              onChange={(to) => void navigate(to === "gallery" ? "/images" : `/images/${to}`)}
              data={views.map((each) => ({ value: each, label: t(`views.${each}`) }))}
            />
          </>
        )
      }
    >
      {running && (
        <div className={classes.work}>
          <ProgressBar
            label={t("posters:work")}
            share={progress && progress.done / progress.of}
            secondsLeft={progress?.secondsLeft ?? null}
            onCancel={cancel}
          />
        </div>
      )}
      {failure && <ErrorState fault={failure} namespace="posters" />}
      {outcome && outcome.length > 0 && (
        <p className={classes.note} role="status">
          {t("unreadable", { count: outcome.length, n: format.number(outcome.length) })}
        </p>
      )}
      <ReadState read={state}>
        {({ posters }) =>
          view === "trailers" ? (
            <Trailers />
          ) : posters === 0 ? (
            <EmptyState
              icon={<IconPhoto size={32} stroke={1.4} />}
              title={t("none.title")}
              action={<Button onClick={() => void navigate("/import")}>{t("none.import")}</Button>}
            >
              {t("none.hint")}
            </EmptyState>
          ) : seen === 0 ? (
            <EmptyState
              icon={<IconPhoto size={32} stroke={1.4} />}
              title={t("unseen.title")}
              action={!running && start}
            >
              {t("unseen.hint")}
            </EmptyState>
          ) : (
            <Seen view={view} />
          )
        }
      </ReadState>
    </Page>
  );
};

const Seen = ({ view }: { readonly view: Exclude<View, "trailers"> }) => {
  const { data } = useClients();
  const read = useRead(["looks"], (signal) => data.posterLooks({}, { signal }));
  return (
    <ReadState read={read}>
      {(looks) => {
        switch (view) {
          case "gallery":
            return <Gallery looks={looks} />;
          case "genres":
            return <Genres looks={looks} />;
          case "learned":
            return <Learned />;
          case "compare":
            return <Compare />;
        }
      }}
    </ReadState>
  );
};
