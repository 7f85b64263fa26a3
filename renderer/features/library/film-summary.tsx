/** The film under the cursor, in brief. */
import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconHeartHandshake } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { FilmRow } from "../../../shared/contract/catalogue.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { Poster } from "../../ui/poster.tsx";
import { FilmFacts, FilmTitles, Synopsis } from "./film-facts.tsx";
import classes from "./library.module.css";

/** Moving through the table with a held key reads nothing. */
const restMs = 120;

export const FilmSummary = ({ film }: { readonly film: FilmRow }) => {
  const { t } = useTranslation("library");
  const { data } = useClients();
  const navigate = useNavigate();
  const [rested] = useDebouncedValue(film.id, restMs);
  const detail = useRead(["film", rested], (signal) => data.film({ film: rested }, { signal }), {
    keepPrevious: true,
  }).data;
  const current = detail?.id === film.id ? detail : null;
  return (
    <div className={classes.summary}>
      <div className={classes.summaryHead}>
        <Poster film={film.id} title={film.title} hasPoster={film.hasPoster} width={88} />
        <FilmTitles film={film} />
      </div>
      <div className={classes.summaryActions}>
        <Button variant="default" onClick={() => void navigate(`/library/film/${film.id}`)}>
          {t("openFilm")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconHeartHandshake size={15} />}
          onClick={() => void navigate(`/preferences/film/${film.id}`)}
        >
          {t("whoWillWantIt")}
        </Button>
      </div>
      {current && <Synopsis film={current} />}
      <FilmFacts film={current ?? film} />
    </div>
  );
};
