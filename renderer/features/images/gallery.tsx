/** Posters by what is measured in them; the chosen one in detail. */
import { Button, Select, Switch } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PosterLooks } from "../../../shared/contract/posters.ts";
import { colourNames, type LookFeature, lookFeatures } from "../../../shared/domain/poster-look.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat, useGenreName, useLocalName } from "../../ui/format.ts";
import { Poster } from "../../ui/poster.tsx";
import { featureWords } from "../../ui/poster-look.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { FeatureSelect } from "./feature-select.tsx";
import classes from "./images.module.css";
import { PosterDetail } from "./poster-detail.tsx";

const together = 60;

export const Gallery = ({ looks }: { readonly looks: PosterLooks }) => {
  const { t } = useTranslation("images");
  const format = useFormat();
  const genreName = useGenreName();
  const [feature, setFeature] = useState<LookFeature>("brightness");
  const [rising, setRising] = useState(false);
  const [genre, setGenre] = useState<string | null>(null);
  const [colour, setColour] = useState<string | null>(null);
  const [shown, setShown] = useState(together);
  const [chosen, setChosen] = useState<number | null>(null);
  const genres = useMemo(() => [...new Set(looks.genres.flat())].sort(format.compare), [looks, format]);
  const colours = useMemo(() => new Set(looks.colours), [looks]);
  const rows = useMemo(() => {
    const at = lookFeatures.indexOf(feature);
    const value = (n: number): number => looks.features[n * lookFeatures.length + at] as number;
    return [...looks.films.keys()]
      .filter((n) => genre === null || (looks.genres[n] as readonly string[]).includes(genre))
      .filter((n) => colour === null || looks.colours[n] === colour)
      .sort((a, b) => (rising ? value(a) - value(b) : value(b) - value(a)))
      .map((n) => ({ film: looks.films[n] as number, value: value(n) }));
  }, [looks, feature, rising, genre, colour]);
  const visible = rows.slice(0, shown);
  const restart = <T,>(set: (value: T) => void) => {
    return (value: T): void => {
      set(value);
      setShown(together);
    };
  };
  return (
    <div className={classes.split}>
      <div className={classes.main}>
        <div className={classes.filters}>
          <FeatureSelect label={t("order")} value={feature} onChange={restart(setFeature)} />
          <Select
            label={t("genre")}
            placeholder={t("all")}
            clearable
            value={genre}
            onChange={restart(setGenre)}
            data={genres.map((each) => ({ value: each, label: genreName(each) }))}
          />
          <Select
            label={t("mainColour")}
            placeholder={t("all")}
            clearable
            value={colour}
            onChange={restart(setColour)}
            data={colourNames
              .filter((each) => colours.has(each))
              .map((each) => ({ value: each, label: t(`colours.${each}`) }))}
          />
          <Switch
            label={t("rising")}
            checked={rising}
            onChange={({ currentTarget }) => restart(setRising)(currentTarget.checked)}
          />
          <span className={classes.count} role="status">
            {t("found", { count: rows.length, n: format.number(rows.length) })}
          </span>
        </div>
        <p className={classes.how}>{t(`features.${feature}.how`)}</p>
        {rows.length === 0 ? (
          <EmptyState title={t("nothing.title")}>{t("nothing.hint")}</EmptyState>
        ) : (
          <>
            <Cards
              rows={visible}
              words={(value) => featureWords(format, feature, value)}
              chosen={chosen ?? (visible[0]?.film as number)}
              onChoose={setChosen}
            />
            {shown < rows.length && (
              <Button variant="default" onClick={() => setShown(shown + together)}>
                {t("more", { n: format.number(rows.length - shown) })}
              </Button>
            )}
          </>
        )}
      </div>
      {visible[0] && (
        <aside className={classes.side} aria-label={t("detail")}>
          <PosterDetail film={chosen ?? visible[0].film} onChoose={setChosen} />
        </aside>
      )}
    </div>
  );
};

interface CardsProps {
  readonly rows: readonly { readonly film: number; readonly value: number }[];
  readonly words: (value: number) => string;
  readonly chosen: number;
  readonly onChoose: (film: number) => void;
}

const Cards = ({ rows, words, chosen, onChoose }: CardsProps) => {
  const localName = useLocalName();
  const { data } = useClients();
  const films = rows.map(({ film }) => film);
  const titles = useRead(["filmTitles", films], (signal) => data.filmTitles({ films }, { signal }), {
    keepPrevious: true,
  }).data?.rows;
  const named = new Map(titles?.map((row) => [row.id, localName(row.title, row.titleZh)]));
  return (
    <ul className={classes.cards}>
      {rows.map(({ film, value }) => (
        <li key={film}>
          <button type="button" aria-pressed={film === chosen} onClick={() => onChoose(film)}>
            <Poster film={film} title={named.get(film) ?? ""} hasPoster width={104} />
            <span className={classes.cardTitle}>{named.get(film) ?? "…"}</span>
            <span className={classes.cardValue}>{words(value)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
};
