/** Ranked films with what is expected of each, how sure that is, and why. */
import { Button, Collapse } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilmRow } from "../../../shared/contract/catalogue.ts";
import type { Reason, Recommendation } from "../../../shared/contract/training.ts";
import { likedFrom, type RatingScale } from "../../../shared/domain/interactions.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { ConfidenceBar, ReasonList } from "../../ui/figures.tsx";
import { useFormat, useGenreName, useLocalName } from "../../ui/format.ts";
import { Poster } from "../../ui/poster.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import classes from "./preferences.module.css";
import { useReasonWords, type Who } from "./reason-words.ts";

interface RecommendationsProps {
  readonly items: readonly Recommendation[];
  readonly scale: RatingScale | undefined;
  readonly who: Who;
  readonly rated?: ReadonlyMap<number, number>;
  /** A word about a film's place in the list. */
  readonly markOf?: (film: number) => ReactNode;
  /** All there is to say of a film's place, once asked for. */
  readonly explanationOf?: (film: number) => ReactNode;
  readonly onOpen: (film: number) => void;
  /** What can be said of a film, where one person is asked. */
  readonly feedback?: (film: number, title: string) => ReactNode;
}

/** Reasons about this film and this history; the others say what holds for everyone. */
const isTelling = ({ kind }: Reason): boolean => kind === "film" || kind === "trait" || kind === "unrated";

export const Recommendations = ({
  items,
  scale,
  who,
  rated,
  markOf,
  onOpen,
  feedback,
  explanationOf,
}: RecommendationsProps) => {
  const { t } = useTranslation("preferences");
  const { data } = useClients();
  const films = useMemo(
    () => [
      ...new Set(
        items.flatMap(({ film, reasons }) => [
          film,
          ...reasons.flatMap((reason) => (reason.kind === "film" ? [reason.film] : [])),
        ]),
      ),
    ],
    [items],
  );
  const read = useRead(["filmTitles", films], (signal) => data.filmTitles({ films }, { signal }), {
    keepPrevious: true,
  });
  const highest = Math.max(...items.map(({ interval }) => interval[1]), Number.EPSILON);
  if (items.length === 0) return <EmptyState title={t("nothing")}>{t("nothingHint")}</EmptyState>;
  return (
    <ReadState read={read}>
      {({ rows }) => (
        <Ranked
          {...{ items, scale, who, highest, onOpen }}
          films={rows}
          {...(rated ? { rated } : {})}
          {...(markOf ? { markOf } : {})}
          {...(feedback ? { feedback } : {})}
          {...(explanationOf ? { explanationOf } : {})}
        />
      )}
    </ReadState>
  );
};

interface RankedProps extends RecommendationsProps {
  readonly films: readonly FilmRow[];
  readonly highest: number;
}

const Ranked = ({
  items,
  scale,
  who,
  rated,
  markOf,
  explanationOf,
  onOpen,
  feedback,
  films,
  highest,
}: RankedProps) => {
  const localName = useLocalName();
  const byId = useMemo(() => new Map(films.map((film) => [film.id, film])), [films]);
  const titleOf = (film: number): string => {
    const row = byId.get(film);
    return row ? localName(row.title, row.titleZh) : `#${film}`;
  };
  return (
    <ol className={classes.ranked}>
      {items.map((item, at) => (
        <Ranking
          key={item.film}
          item={item}
          rank={at + 1}
          film={byId.get(item.film)}
          titleOf={titleOf}
          {...{ scale, who, highest, onOpen }}
          mark={markOf?.(item.film)}
          {...(explanationOf ? { explanationOf } : {})}
          {...(rated ? { rated } : {})}
          {...(feedback ? { feedback } : {})}
        />
      ))}
    </ol>
  );
};

const addUp = { rating: "reasons.addUp", choice: "reasons.addUpChoice", like: "reasons.addUpLike" } as const;

interface RankingProps extends Omit<RankedProps, "items" | "films" | "markOf"> {
  readonly mark: ReactNode;
  readonly item: Recommendation;
  readonly rank: number;
  readonly film: FilmRow | undefined;
  readonly titleOf: (film: number) => string;
}

const Ranking = ({
  item,
  rank,
  film,
  mark,
  explanationOf,
  scale,
  who,
  rated,
  highest,
  onOpen,
  feedback,
  titleOf,
}: RankingProps) => {
  const { t } = useTranslation("preferences");
  const format = useFormat();
  const genreName = useGenreName();
  const [open, setOpen] = useState(false);
  const [inFull, setInFull] = useState(false);
  const detailsId = useId();
  const liked = scale ? likedFrom(scale) : Number.POSITIVE_INFINITY;
  const wordsOf = useReasonWords({ who, titleOf, likedFrom: liked, ...(rated ? { rated } : {}) });
  const title = titleOf(item.film);
  const rates = item.unit === "rating";
  const figure = (value: number): string => (rates ? format.number(value, 1) : format.percent(value, 1));
  const values = {
    score: figure(item.score),
    low: figure(item.interval[0]),
    high: figure(item.interval[1]),
    max: format.number(scale?.max ?? 5),
    like: format.percent(item.like),
  };
  const likeWords = who === "segment" ? "likeShare" : "like";
  const strongest = [...item.reasons].sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
  const parts = strongest.filter(({ kind }) => kind !== "average");
  const average = strongest.find(({ kind }) => kind === "average")?.share;
  // What was liked says more than what was disliked and therefore speaks for the film.
  const speaksFor = (reason: Reason): boolean =>
    reason.kind === "unrated" ||
    (reason.share > 0 && (reason.kind !== "film" || (rated?.get(reason.film) ?? liked) >= liked));
  const telling = parts.filter(isTelling).filter(speaksFor);
  const sentence = (telling.length > 0 ? telling : parts).slice(0, 2).map(wordsOf).join(t("reasons.and"));
  return (
    <li>
      <span className={classes.rank}>{format.number(rank)}</span>
      <Poster film={item.film} title={title} hasPoster={film?.hasPoster ?? false} width={44} />
      <div className={classes.what}>
        <button type="button" className={classes.title} onClick={() => onOpen(item.film)}>
          {title}
        </button>
        <span className={classes.facts}>
          {[film?.year, film && film.genres.length > 0 && format.list(film.genres.map(genreName))]
            .filter(Boolean)
            .join(" · ")}{" "}
          {mark}
        </span>
        {feedback?.(item.film, title)}
        <button
          type="button"
          className={classes.why}
          aria-expanded={open}
          aria-controls={detailsId}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown size={13} aria-hidden /> : <IconChevronRight size={13} aria-hidden />}
          <span>{sentence}</span>
        </button>
        <Collapse expanded={open} id={detailsId}>
          <div className={classes.reasons}>
            <ReasonList
              reasons={parts.map((reason, index) => ({
                key: String(index),
                weight: reason.share,
                text: t(
                  reason.kind === "film" && reason.error !== undefined
                    ? "reasons.withShareAndError"
                    : "reasons.withShare",
                  {
                    words: wordsOf(reason),
                    share: format.signed(reason.share, 2),
                    error: reason.kind === "film" ? format.number(reason.error ?? 0, 2) : "",
                  },
                ),
              }))}
            />
            <p className={classes.hint}>
              {t(addUp[item.unit], {
                score: values.score,
                average: format.number(average ?? 0, 2),
                count: item.ratings,
                ratings: format.number(item.ratings),
              })}
            </p>
            {explanationOf && (
              <Button
                variant="subtle"
                size="compact-xs"
                aria-expanded={inFull}
                onClick={() => setInFull(!inFull)}
              >
                {t("reasons.inFull")}
              </Button>
            )}
          </div>
          {inFull && explanationOf?.(item.film)}
        </Collapse>
      </div>
      <div className={classes.expected}>
        <span className={classes.score}>
          {t(`expected.${item.unit === "like" ? likeWords : item.unit}`, values)}
        </span>
        <ConfidenceBar
          value={item.score}
          low={item.interval[0]}
          high={item.interval[1]}
          min={rates ? (scale?.min ?? 0) : 0}
          max={rates ? (scale?.max ?? 5) : item.unit === "like" ? 1 : highest}
          label={t("expected.interval", values)}
        />
        <span className={classes.facts}>{t("expected.interval", values)}</span>
        {item.unit !== "like" && <span className={classes.facts}>{t(`expected.${likeWords}`, values)}</span>}
      </div>
    </li>
  );
};
