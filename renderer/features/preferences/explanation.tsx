/** Why a film stands where it does: its parts one after the other up to the whole, what speaks against it, what would change it. */
import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Explained } from "../../../shared/contract/explaining.ts";
import type { Whose } from "../../../shared/contract/lists.ts";
import type { Reason } from "../../../shared/contract/training.ts";
import { useClients } from "../../client/context.tsx";
import { LongReadState } from "../../client/long-read.tsx";
import { useRead } from "../../client/read.ts";
import { TableExport } from "../../client/table-export.tsx";
import { useFormat, useLocalName } from "../../ui/format.ts";
import classes from "./explanation.module.css";
import { explanationDocument } from "./explanation-document.ts";
import { useRankingTask } from "./ranking-task.tsx";
import { useReasonWords, type Who } from "./reason-words.ts";
import { useTraitWords } from "./trait-words.ts";

interface ExplanationProps {
  /** What tells these people from others, short. */
  readonly of: readonly unknown[];
  readonly whose: Whose;
  readonly who: Who;
  readonly film: number;
}

export interface Part {
  readonly key: string;
  readonly words: string;
  readonly share: number;
  readonly error: number | null;
}

/** Parts told one by one; the rest is one more. */
const most = 8;

export const Explanation = ({ of, whose, who, film }: ExplanationProps) => {
  const { training } = useClients();
  const task = useRankingTask();
  const queryKey = ["predictions", "explain", ...of, task, film];
  const read = useRead<Explained>(queryKey, async (signal) =>
    (await training()).explain({ whose, ...task, film }, { signal }),
  );
  return (
    <LongReadState read={read} queryKey={queryKey} namespace="preferences">
      {(explained) => <Explaining explained={explained} who={who} film={film} />}
    </LongReadState>
  );
};

interface ExplainingProps {
  readonly explained: Explained;
  readonly who: Who;
  readonly film: number;
}

const Explaining = ({ explained, who, film }: ExplainingProps) => {
  const { t } = useTranslation("explaining");
  const format = useFormat();
  const localName = useLocalName();
  const { data } = useClients();
  const [by, setBy] = useState<"films" | "traits">("films");
  const { base, films, traits, untold, total, method, alike, leaving, lifting, unit } = explained;
  const named = useMemo(
    () => [
      ...new Set([
        film,
        ...films.map((part) => part.film),
        ...(leaving?.films ?? []),
        ...(lifting ? [lifting.film] : []),
      ]),
    ],
    [film, films, leaving, lifting],
  );
  const titles = useRead(["filmTitles", named], (signal) =>
    data.filmTitles({ films: named }, { signal }),
  ).data;
  const titleOf = (id: number): string => {
    const row = titles?.rows.find((each) => each.id === id);
    return row ? localName(row.title, row.titleZh) : `#${id}`;
  };
  const reasonOf = useReasonWords({ who, titleOf, likedFrom: Number.POSITIVE_INFINITY });
  const partOf = (reason: Reason, n: number): Part => ({
    key: `base ${n}`,
    words: reasonOf(reason),
    share: reason.share,
    error: null,
  });
  const traitName = useTraitWords();
  const told: readonly Part[] =
    by === "films"
      ? films.map((part) => ({
          key: `film ${part.film}`,
          words: titleOf(part.film),
          share: part.share,
          error: part.error,
        }))
      : [
          ...traits.map(({ field, value, share }) => ({
            key: `${field} ${value}`,
            words: traitName(field, value),
            share,
            error: null,
          })),
        ];
  const rest = told.slice(most);
  const restShare = rest.reduce((sum, { share }) => sum + share, 0) + (by === "traits" ? untold : 0);
  const parts: readonly Part[] = [
    ...base.map(partOf),
    ...told.slice(0, most),
    ...(rest.length > 0 || (by === "traits" && untold !== 0)
      ? [
          {
            key: "rest",
            words:
              by === "films"
                ? t("restOfFilms", { count: rest.length, n: format.number(rest.length) })
                : t("untold"),
            share: restShare,
            error: null,
          },
        ]
      : []),
  ];
  const against = films.filter(({ share }) => share < 0).slice(0, 3);
  const quoted = (ids: readonly number[]): string =>
    format.list(ids.map((id) => t("quoted", { title: titleOf(id) })));
  const places = (of: { readonly rank: number; readonly rankAfter: number }) => ({
    rank: format.number(of.rank),
    after: format.number(of.rankAfter),
  });
  const sentences = [
    ...(against.length > 0 ? [t("against", { films: quoted(against.map((part) => part.film)) })] : []),
    ...(alike
      ? [
          t("alike", {
            count: alike.members,
            members: format.number(alike.members),
            disliked: format.number(alike.disliked),
          }),
        ]
      : []),
    ...(leaving
      ? [
          t(`leaving.${who === "segment" ? "group" : leaving.smallest ? "smallest" : "some"}`, {
            count: leaving.films.length,
            films: quoted(leaving.films),
            ...places(leaving),
          }),
        ]
      : []),
    ...(lifting
      ? [
          t("lifting", {
            title: titleOf(lifting.film),
            from: format.plain(lifting.from),
            to: format.plain(lifting.to),
            ...places(lifting),
          }),
        ]
      : []),
  ];
  const document = () =>
    explanationDocument(t, {
      title: t("document", { film: titleOf(film) }),
      explained,
      sentences,
      format,
      inWords: { film: titleOf, reason: reasonOf, trait: traitName },
    });
  return (
    <div className={classes.explanation}>
      {films.length > 0 && (
        <SegmentedControl
          aria-label={t("by.label")}
          value={by}
          onChange={(value) => setBy(value as typeof by)}
          data={[
            { value: "films", label: t("by.films") },
            { value: "traits", label: t("by.traits") },
          ]}
        />
      )}
      <Waterfall parts={parts} total={total} unit={unit} />
      <p className={classes.hint}>{t(method === "exact" ? "exact" : "sampled")}</p>
      {by === "traits" && <p className={classes.hint}>{t("split")}</p>}
      <ul className={classes.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <TableExport document={titles ? document : null} label={t("export")} />
    </div>
  );
};

interface WaterfallProps {
  readonly parts: readonly Part[];
  readonly total: number;
  readonly unit: Explained["unit"];
}

/** A table whose bars go on where the one before ended. */
export const Waterfall = ({ parts, total, unit }: WaterfallProps) => {
  const { t } = useTranslation("explaining");
  const format = useFormat();
  let at = 0;
  const steps = parts.map((part) => {
    const from = at;
    at += part.share;
    return { ...part, from, to: at };
  });
  // The first part of a rating is the mean of all: what follows would be too small to see from zero.
  const ends = steps.flatMap(({ from, to }, n) => (unit === "rating" && n === 0 ? [to] : [from, to]));
  const low = Math.min(total, ...ends);
  const high = Math.max(total, ...ends);
  const place = (value: number): number =>
    high > low ? (100 * (Math.min(high, Math.max(low, value)) - low)) / (high - low) : 0;
  return (
    <table className={classes.waterfall}>
      <thead>
        <tr>
          <th scope="col">{t("part")}</th>
          <th scope="col" className={classes.bars}>
            <span className={classes.hidden}>{t("picture")}</span>
          </th>
          <th scope="col">{t(unit === "rating" ? "stars" : "logOdds")}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ key, words, share, error, from, to }) => (
          <tr key={key}>
            <th scope="row">{words}</th>
            <td aria-hidden>
              <span
                className={classes.bar}
                data-sign={share < 0 ? "against" : "for"}
                style={{
                  left: `${place(Math.min(from, to))}%`,
                  width: `${Math.max(0.5, place(Math.max(from, to)) - place(Math.min(from, to)))}%`,
                }}
              />
            </td>
            <td>
              {format.signed(share, 2)}
              {error !== null && <small> ± {format.number(error, 2)}</small>}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t("total")}</th>
          <td aria-hidden>
            <span className={classes.mark} style={{ left: `${place(total)}%` }} />
          </td>
          <td>{format.number(Math.abs(total) < 0.005 ? 0 : total, 2)}</td>
        </tr>
      </tfoot>
    </table>
  );
};
