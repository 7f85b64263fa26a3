/** One trailer's rhythm and light along its running time, against others of a genre. */
import { Button, Select } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { KeptTrailer } from "../../../../shared/contract/trailers.ts";
import {
  fewestTrailers,
  figuresOf,
  measures,
  othersOf,
  type Standing,
  standingOf,
  type TrailerFigure,
} from "../../../../shared/domain/trailer-norm.ts";
import { BandChart } from "../../../charts/band-chart.tsx";
import { LineChart } from "../../../charts/charts.tsx";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { unwrap } from "../../../client/read.ts";
import { Stat, Stats } from "../../../ui/figures.tsx";
import { useFormat, useGenreName, useLocalName } from "../../../ui/format.ts";
import { Columns, Panel } from "../../../ui/page.tsx";
import { useCurveSpec } from "./curve-spec.ts";
import classes from "./trailers.module.css";

/** Figures that are told beside the charts, with their digits. */
const told: readonly (readonly [TrailerFigure, number])[] = [
  ["shotLength", 1],
  ["medianShot", 1],
  ["pace", 0],
  ["brightness", 0],
  ["motion", 1],
];
const everyGenre = "";

interface TrailerDetailProps {
  readonly trailer: KeptTrailer;
  readonly all: readonly KeptTrailer[];
}

export const TrailerDetail = ({ trailer, all }: TrailerDetailProps) => {
  const { t } = useTranslation("trailers");
  const format = useFormat();
  const genreName = useGenreName();
  const [genre, setGenre] = useState<string>(
    () =>
      trailer.genres.find((each) => othersOf(all, trailer.film, each).length >= fewestTrailers) ??
      trailer.genres[0] ??
      everyGenre,
  );
  const others = useMemo(() => othersOf(all, trailer.film, genre || null), [all, trailer, genre]);
  const standing = useMemo(() => standingOf(trailer, others), [trailer, others]);
  const specOf = useCurveSpec(trailer, others, genre === everyGenre ? t("anyGenre") : genreName(genre));
  return (
    <div className={classes.detail}>
      <Head trailer={trailer} />
      <div className={classes.against}>
        <Select
          label={t("against")}
          value={genre}
          allowDeselect={false}
          onChange={(value) => setGenre(value ?? everyGenre)}
          data={[
            ...trailer.genres.map((each) => ({ value: each, label: genreName(each) })),
            { value: everyGenre, label: t("anyGenre") },
          ]}
        />
        <p className={classes.how} role="status">
          {standing
            ? t("compared", { count: others.length, n: format.number(others.length) })
            : t("tooFew", { count: others.length, n: format.number(others.length), needed: fewestTrailers })}
        </p>
      </div>
      <Figures trailer={trailer} standing={standing} />
      <Columns min={420}>
        {measures.map((measure) => {
          const spec = specOf(measure);
          return (
            <Panel key={measure}>
              {standing ? <BandChart spec={spec} height={210} /> : <LineChart spec={spec} height={210} />}
            </Panel>
          );
        })}
      </Columns>
      <p className={classes.how}>{t("method")}</p>
    </div>
  );
};

const Head = ({ trailer }: { readonly trailer: KeptTrailer }) => {
  const { t } = useTranslation("trailers");
  const format = useFormat();
  const localName = useLocalName();
  const navigate = useNavigate();
  const { data } = useClients();
  const queries = useQueryClient();
  const { film, name, seconds, width, height, framesPerSecond, cuts } = trailer;
  const remove = async (): Promise<void> => {
    await unwrap(data.removeTrailer({ film, name }));
    await refreshLibrary(queries);
  };
  return (
    <header className={classes.head}>
      <div>
        <h2>{localName(trailer.title, trailer.titleZh)}</h2>
        <p className={classes.how}>
          {t("facts", {
            name,
            duration: format.duration(seconds),
            width,
            height,
            rate: format.plain(Math.round(100 * framesPerSecond) / 100),
            shots: format.number(cuts.length + 1),
          })}
        </p>
      </div>
      <div className={classes.choose}>
        <Button variant="default" onClick={() => void navigate(`/library/film/${film}`)}>
          {t("toFilm")}
        </Button>
        <Button
          variant="default"
          color="red"
          leftSection={<IconTrash size={15} />}
          onClick={() => void remove()}
        >
          {t("remove")}
        </Button>
      </div>
    </header>
  );
};

interface FiguresProps {
  readonly trailer: KeptTrailer;
  readonly standing: Readonly<Record<TrailerFigure, Standing>> | null;
}

const Figures = ({ trailer, standing }: FiguresProps) => {
  const { t } = useTranslation("trailers");
  const format = useFormat();
  const figures = useMemo(() => figuresOf(trailer), [trailer]);
  return (
    <Stats>
      {told.map(([figure, digits]) => {
        const number = (value: number): string =>
          t(`units.${figure}`, { value: format.number(value, digits) });
        const norm = standing?.[figure];
        return (
          <Stat
            key={figure}
            label={t(`figures.${figure}`)}
            value={number(figures[figure])}
            {...(norm
              ? {
                  hint: t("norm", {
                    median: number(norm.median),
                    low: number(norm.low),
                    high: number(norm.high),
                  }),
                }
              : {})}
          />
        );
      })}
    </Stats>
  );
};
