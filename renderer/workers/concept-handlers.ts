/** Forecasts of what comes of films from what is known before their release. */

import type { conceptsContract } from "../../shared/contract/concepts.ts";
import type { DataClient } from "../../shared/contract/data.ts";
import type { conceptScenariosContract } from "../../shared/contract/portfolio.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import type { ReleasedFilm } from "../../shared/domain/concept.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { type ConceptTester, openConceptTester } from "../models/concept/concept-test.ts";
import { fewestBefore } from "../models/concept/outcome-model.ts";
import { logRevenueOf, memberRatingOf, voteOf } from "../models/concept/outcomes.ts";
import { drawTogether, nothingShared, shareQuantiles } from "../models/concept/scenarios.ts";
import { fewestAttended, whiteSpace } from "../models/concept/white-space.ts";
import { conceptByYear } from "../models/protocols/concept-by-year.ts";
import { type NoLibrary, received } from "./received.ts";

const batch = 1000;

export const readReleased = async (
  data: DataClient,
  signal: AbortSignal,
): Promise<Result<readonly ReleasedFilm[], NoLibrary>> => {
  const films: ReleasedFilm[] = [];
  for (let after = 0; ; ) {
    const page = received(await data.releasedFilms({ after, limit: batch }, { signal }), signal);
    if (!page.ok) return page;
    const last = page.value.films.at(-1);
    if (!last) return ok(films);
    films.push(...page.value.films);
    after = last.id;
  }
};

const count = (films: readonly ReleasedFilm[], of: (film: ReleasedFilm) => unknown): number =>
  films.filter((film) => of(film) !== null).length;
const tooFew = (films: readonly ReleasedFilm[]) =>
  err({
    type: "TooFewOutcomes",
    votes: Math.max(count(films, voteOf), count(films, memberRatingOf)),
    revenues: count(films, logRevenueOf),
    needed: fewestBefore,
  } as const);

interface Call {
  readonly signal: AbortSignal;
  progress(value: { readonly share: number; readonly secondsLeft: number | null }): void;
}
const stepper = ({ signal, progress }: Call) => {
  const started = performance.now();
  const breathe = breather(30);
  return async (share: number): Promise<void> => {
    const seconds = (performance.now() - started) / 1000;
    progress({ share, secondsLeft: share > 0 ? (seconds * (1 - share)) / share : null });
    await breathe();
    signal.throwIfAborted();
  };
};

export const conceptHandlers = (
  connected: Promise<DataClient>,
): Handlers<typeof conceptsContract & typeof conceptScenariosContract> => {
  /** What was learned last, and from what. */
  let last: { readonly films: string; readonly tester: ConceptTester } | null = null;
  const testerOf = async (films: readonly ReleasedFilm[], call: Call): Promise<ConceptTester | null> => {
    const told = JSON.stringify(films);
    if (last?.films !== told) {
      const tester = await openConceptTester(films, stepper(call));
      if (!tester) return null;
      last = { films: told, tester };
    }
    return last.tester;
  };
  return {
    async testConcepts({ concepts }, call) {
      const films = await readReleased(await connected, call.signal);
      if (!films.ok) return films;
      const tester = await testerOf(films.value, call);
      if (!tester) return tooFew(films.value);
      const { record, ratingsOf } = tester;
      return ok({ tested: concepts.map((concept) => tester.test(concept)), record, ratingsOf });
    },
    async conceptScenarios({ concepts, draws, seed, audience }, call) {
      const films = await readReleased(await connected, call.signal);
      if (!films.ok) return films;
      const tester = await testerOf(films.value, call);
      if (tester?.together)
        return ok({ worth: "revenue" as const, ...tester.together(concepts, draws, seed) });
      if (!audience) return tooFew(films.value);
      const quantiles = audience.shares.map((share) => {
        const at = shareQuantiles(share);
        return (part: number) => audience.members * at(part);
      });
      const outcomes = drawTogether(concepts, quantiles, nothingShared, draws, seed);
      return ok({ worth: "audience" as const, outcomes, shared: null });
    },
    async whiteSpace(_, { signal }) {
      const films = await readReleased(await connected, signal);
      if (!films.ok) return films;
      const found = whiteSpace(films.value);
      if (found) return ok(found);
      const attended = films.value.filter((film) => film.memberRatings > 0 || film.voteCount > 0).length;
      return err({ type: "TooFewAttended" as const, films: attended, needed: fewestAttended });
    },
    async evaluateConcepts({ lastYear }, call) {
      const films = await readReleased(await connected, call.signal);
      if (!films.ok) return films;
      const figures = await conceptByYear(films.value, lastYear, stepper(call));
      return figures ? ok(figures) : tooFew(films.value);
    },
  };
};
