/** What the house's week, its audience and the talk say of one film, gathered when asked. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilmDetail } from "../../../shared/contract/catalogue.ts";
import type { Venue } from "../../../shared/contract/planning.ts";
import { ok } from "../../../shared/domain/result.ts";
import { gatherFilm } from "../../client/briefing/film.ts";
import { useClients } from "../../client/context.tsx";
import { LongReadState } from "../../client/long-read.tsx";
import { useRead } from "../../client/read.ts";
import { missingWords } from "../../ui/briefing/briefing-document.ts";
import { StatementList } from "../../ui/briefing/statement-list.tsx";
import { Panel } from "../../ui/page.tsx";
import classes from "./library.module.css";

/** The house that showed it; the first, where several did. */
export const OnePicture = ({ film }: { readonly film: FilmDetail }) => {
  const { data } = useClients();
  const { venues = [] } = useRead(["venues"], (signal) => data.listVenues({}, { signal })).data ?? {};
  const venue = venues.find(({ nextWeek }) => nextWeek !== null);
  return venue?.nextWeek ? <Picture key={film.id} film={film} venue={venue} week={venue.nextWeek} /> : null;
};

interface PictureProps {
  readonly film: FilmDetail;
  readonly venue: Venue;
  readonly week: string;
}

const Picture = ({ film, venue, week }: PictureProps) => {
  const { t } = useTranslation("briefing");
  const clients = useClients();
  const [asked, setAsked] = useState(false);
  const queryKey = ["onePicture", film.id, venue.id, week];
  const read = useRead(
    queryKey,
    async (signal) =>
      ok(
        await gatherFilm(
          { clients, venue, week, signal },
          { film: film.id, name: film.title, nameZh: film.titleZh },
        ),
      ),
    { enabled: asked, everyVisit: true },
  );
  return (
    <Panel title={t("film.title")}>
      {asked ? (
        <LongReadState read={read} queryKey={queryKey} namespace="briefing" label={t("working")}>
          {({ statements, missing }) => (
            <>
              <StatementList statements={statements} week={week} />
              {missing.map((each) => (
                <p key={each.topic} className={classes.untold}>
                  {missingWords(t, each)}
                </p>
              ))}
            </>
          )}
        </LongReadState>
      ) : (
        <div className={classes.gather}>
          <span>{t("film.hint")}</span>
          <Button variant="default" size="xs" onClick={() => setAsked(true)}>
            {t("film.gather")}
          </Button>
        </div>
      )}
    </Panel>
  );
};
