/** Statements of a briefing in words: the same on the pages, in the document and in batch. */
import type { TFunction } from "i18next";
import type { Name, Reason, Statement } from "../../../shared/domain/briefing.ts";
import type { Ranged } from "../../../shared/domain/intervals.ts";
import { conditionWords } from "../condition-words.ts";
import { type Format, localName } from "../format.ts";
import { lapseWords } from "../lapse-words.ts";

export const statementWords = (t: TFunction<"briefing">, format: Format) => {
  const named = localName(format.language);
  const nameOf = ({ name, nameZh }: Name): string => named(name, nameZh);
  const range = (ranged: Ranged, words: (value: number) => string) => ({
    value: words(ranged.value),
    low: words(ranged.low),
    high: words(ranged.high),
  });
  const people = (value: number): string => format.number(value);
  const share = (value: number): string => format.percent(value);
  const texts = (count: number): string => t("texts", { count, n: format.number(count) });
  const against = (seen: number, { low, high }: Ranged): "above" | "below" | "within" =>
    seen > high ? "above" : seen < low ? "below" : "within";
  const reasonWords = (reason: Reason): string => {
    switch (reason.kind) {
      case "full":
        return t("reasons.full", { full: people(reason.full), showings: people(reason.showings) });
      case "rival":
        return t("reasons.rival", {
          film: nameOf(reason.film),
          seen: people(reason.seen),
          ...range(reason.expected, people),
        });
      case "turn":
        return t(`reasons.turn.${reason.turn}`, {
          at: format.date(reason.at),
          before: share(reason.before),
          after: share(reason.after),
        });
      case "holiday":
        return t("reasons.holiday", { name: nameOf(reason.of), at: format.day(reason.date) });
    }
  };
  return ({ claim, step, sureness, why = [] }: Statement, week: string) => {
    const says = (): string => {
      switch (claim.kind) {
        case "total": {
          const { seen, before, expected } = claim;
          const change =
            before === null
              ? ""
              : t("claims.change", { change: format.signed((100 * (seen - before)) / before) });
          return t(`claims.total.${against(seen, expected)}`, {
            seen: people(seen),
            change,
            ...range(expected, people),
          });
        }
        case "film":
          return t(`claims.film.${against(claim.seen, claim.expected)}`, {
            film: nameOf(claim.film),
            seen: people(claim.seen),
            ...range(claim.expected, people),
          });
        case "plan":
          return t("claims.plan", {
            version: claim.version,
            showings: people(claim.showings),
            ...range(claim.expected, people),
          });
        case "planUnranged":
          return t("claims.planUnranged", {
            version: claim.version,
            showings: people(claim.showings),
          });
        case "noPlan":
          return t("claims.noPlan", { week: format.date(week) });
        case "peak":
          return t("claims.peak", { day: format.day(claim.date), ...range(claim.expected, people) });
        case "turn":
          return t(`claims.turn.${claim.turn}`, {
            name: nameOf(claim.of),
            at: format.date(claim.at),
            before: share(claim.before),
            after: share(claim.after),
            texts: texts(claim.texts),
          });
        case "praised":
        case "blamed":
        case "spoken":
          return t(`claims.${claim.kind}`, {
            film: nameOf(claim.film),
            texts: texts(claim.texts),
            ...range(claim.level, share),
          });
        case "reputation": {
          const { level, usual } = claim;
          if (usual === null)
            return t("claims.reputation.alone", {
              name: nameOf(claim.of),
              texts: texts(claim.texts),
              ...range(level, share),
            });
          const beside = level.low > usual ? "above" : level.high < usual ? "below" : "within";
          return t(`claims.reputation.${beside}`, {
            name: nameOf(claim.of),
            usual: share(usual),
            texts: texts(claim.texts),
            ...range(level, share),
          });
        }
        case "share":
          return t("claims.share", {
            name: nameOf(claim.of),
            films: t("films", { count: claim.films, n: people(claim.films) }),
            seen: people(claim.seen),
            allSeen: people(claim.allSeen),
            part: share(claim.seen / Math.max(1, claim.allSeen)),
            showings: people(claim.showings),
            allShowings: people(claim.allShowings),
            showingPart: share(claim.showings / Math.max(1, claim.allShowings)),
          });
        case "planned":
          return t("claims.planned", {
            name: nameOf(claim.of),
            version: claim.version,
            showings: people(claim.showings),
            allShowings: people(claim.allShowings),
            part: share(claim.showings / Math.max(1, claim.allShowings)),
          });
        case "likedBy":
          return t("claims.likedBy", {
            film: nameOf(claim.film),
            segment: nameOf(claim.segment),
            everybody: share(claim.everybody),
            ...range(claim.like, share),
          });
        case "effect":
          return t("claims.effect", {
            condition: conditionWords(t, format, claim.screens)(claim.condition),
            visits: people(claim.visits),
            ...range(claim.estimate, (value) => format.signed(value, 2)),
          });
        case "promotion":
          return t(claim.measured ? "claims.promotion.measured" : "claims.promotion.assumed", {
            even: people(claim.even),
            cost: people(claim.cost),
            ...range(claim.gain, people),
            films: format.list(
              claim.films.map(({ film, cost }) =>
                t("claims.promotion.film", { film: nameOf(film), cost: people(cost) }),
              ),
            ),
          });
        case "staying":
          return t("claims.staying", {
            members: people(claim.members),
            weeks: claim.weeks,
            ...range(claim.visits, people),
          });
        case "stopped":
          return t("claims.stopped", {
            reason: lapseWords(t, format)(claim.reason),
            ...range(claim.members, people),
          });
        case "liked":
          return t("claims.liked", { film: nameOf(claim.film), ...range(claim.like, share) });
        case "wanted":
          return t("claims.wanted", {
            film: nameOf(claim.film),
            date: format.date(claim.releaseDate),
            ...range(claim.like, share),
          });
      }
    };
    return {
      says: says(),
      sure: t(`sureness.${sureness}`),
      step: step === null ? null : t(`steps.${step}`),
      whys: why.map(({ reason }) => reasonWords(reason)),
    };
  };
};
