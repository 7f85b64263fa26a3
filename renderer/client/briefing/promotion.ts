/** Where promotion of the week to come earns most: the spread that `attention allocate` finds, against an even one. */
import { Failure } from "../../../shared/domain/fault.ts";
import { readAttention, usualSearch } from "../attention.ts";
import { unwrap } from "../read.ts";
import { knownBefore, type Source } from "./source.ts";

const mostFilms = 2;

export const promotionStatements: Source = async (asked) => {
  const { clients, venue, week, signal } = asked;
  if (knownBefore(asked) !== null) throw new Failure({ type: "PastWeek" });
  const { instance, films } = await readAttention(clients, venue.id, week, 1, null, signal);
  if (films.length === 0) return [];
  const scheduling = await clients.scheduling();
  const spread = await unwrap(scheduling.allocate({ instance, ...usualSearch, pins: [] }, { signal }));
  const evidence = {
    route: "/attention/promotion",
    command: ["attention", "allocate", "--venue", venue.name, "--week", week],
  };
  const { value, low, high, even, cost } = spread;
  const known = new Map(films.map((film) => [String(film.film), film]));
  const most = spread.films
    .flatMap(({ film, cost: spent }) => {
      const named = known.get(film);
      return named && spent > 0
        ? [{ film: { film: named.film, name: named.title, nameZh: named.titleZh }, cost: spent }]
        : [];
    })
    .sort((a, b) => b.cost - a.cost)
    .slice(0, mostFilms);
  return [
    {
      topic: "promotion",
      claim: {
        kind: "promotion",
        gain: { value, low, high },
        even,
        cost,
        measured: instance.channels.every(({ strength }) => strength.basis === "measured"),
        films: most,
      },
      sureness: "forecast",
      step: "spreadPromotion",
      evidence,
    },
  ];
};
