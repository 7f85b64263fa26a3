/** One poster: what is measured in it, and the posters most like it. */
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { areaOf } from "../../../shared/domain/faces.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";
import { Poster } from "../../ui/poster.tsx";
import { PosterLookFigures } from "../../ui/poster-look.tsx";
import { ReadState } from "../../ui/states.tsx";
import classes from "./images.module.css";
import { PosterWithLabels } from "./labels-of-poster.tsx";

interface PosterDetailProps {
  readonly film: number;
  readonly onChoose: (film: number) => void;
}

export const PosterDetail = ({ film, onChoose }: PosterDetailProps) => {
  const { t } = useTranslation("images");
  const navigate = useNavigate();
  const localName = useLocalName();
  const { data } = useClients();
  const title = useRead(["filmTitles", [film]], (signal) => data.filmTitles({ films: [film] }, { signal }))
    .data?.rows[0];
  const look = useRead(["looks", film], (signal) => data.posterLook({ film }, { signal }));
  return (
    <div className={classes.detail}>
      <h2>{title ? localName(title.title, title.titleZh) : "…"}</h2>
      <PosterWithLabels key={film} film={film} title={title?.title ?? ""} />
      <ReadState read={look}>{({ look: found }) => found && <PosterLookFigures look={found} />}</ReadState>
      <Faces film={film} />
      <Similar film={film} onChoose={onChoose} />
      <Button variant="default" onClick={() => void navigate(`/library/film/${film}`)}>
        {t("toFilm")}
      </Button>
    </div>
  );
};

/** What looks like a photographed face in it. */
const Faces = ({ film }: { readonly film: number }) => {
  const { t } = useTranslation("images");
  const format = useFormat();
  const { training } = useClients();
  const read = useRead(["looks", "faces", film], async (signal) =>
    (await training()).posterFaces({ film }, { signal }),
  );
  return (
    <section>
      <h3>{t("faces.title")}</h3>
      <ReadState read={read} namespace="images">
        {({ faces }) => (
          <p className={classes.how}>
            {faces.length === 0
              ? t("faces.none")
              : t("faces.found", {
                  count: faces.length,
                  n: format.number(faces.length),
                  area: format.percent(areaOf(faces), 1),
                  sure: format.list(faces.map(({ sure }) => format.percent(sure))),
                })}{" "}
            {t("faces.how")}
          </p>
        )}
      </ReadState>
    </section>
  );
};

const Similar = ({ film, onChoose }: PosterDetailProps) => {
  const { t } = useTranslation("images");
  const format = useFormat();
  const localName = useLocalName();
  const { data, training } = useClients();
  const read = useRead(["looks", "similar", film], async (signal) =>
    (await training()).similarPosters({ film, top: 6 }, { signal }),
  );
  const films = read.data?.films.map((each) => each.film) ?? [];
  const titles = useRead(["filmTitles", films], (signal) => data.filmTitles({ films }, { signal }), {
    enabled: films.length > 0,
  }).data?.rows;
  return (
    <section>
      <h3>{t("similar.title")}</h3>
      <ReadState read={read}>
        {({ films: near }) =>
          near.length === 0 ? (
            <p className={classes.how}>{t("similar.none")}</p>
          ) : (
            <ul className={classes.similar}>
              {near.map(({ film: other, likeness }) => {
                const row = titles?.find(({ id }) => id === other);
                const name = row ? localName(row.title, row.titleZh) : "…";
                return (
                  <li key={other}>
                    <button type="button" title={name} onClick={() => onChoose(other)}>
                      <Poster film={other} title={name} hasPoster width={64} />
                      <span className={classes.cardTitle}>{name}</span>
                      <span className={classes.cardValue}>{format.percent(likeness)}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
          )
        }
      </ReadState>
    </section>
  );
};
