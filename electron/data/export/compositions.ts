/**
 * What the projection server needs: each composition that plays on a screen, and from when to when its key must hold. Of showings for
 * which no version is chosen every one that fits the screen is listed; one that is unknown to the library is one row without ids.
 */
import type { PlanDocument, PlanFilm, PlanVersion } from "../../../shared/domain/plan-document.ts";
import type { Screen } from "../../../shared/domain/slate.ts";
import type { ShowingView } from "./plan-view.ts";

export interface CompositionUse {
  readonly film: PlanFilm;
  readonly format: string;
  readonly version: PlanVersion | null;
  readonly screen: Screen;
  readonly showings: number;
  readonly from: ShowingView["instants"]["start"];
  readonly to: ShowingView["instants"]["end"];
}

const startOf = ({ instants }: ShowingView): number => instants.start.epochMilliseconds;
const endOf = ({ instants }: ShowingView): number => instants.end.epochMilliseconds;

/** By film in the slate's order, then by screen. */
export const compositionUses = (
  { films, house }: PlanDocument,
  views: readonly ShowingView[],
): CompositionUse[] =>
  films.flatMap((film) =>
    house.screens.flatMap((screen): CompositionUse[] => {
      const uses = new Map<string, { version: PlanVersion | null; played: ShowingView[] }>();
      for (const view of views) {
        if (view.film.film !== film.film || view.screen.screen !== screen.screen) continue;
        for (const version of view.versions.length > 0 ? view.versions : [null]) {
          const key = JSON.stringify(version && [version.format, version.audio, version.subtitles]);
          const use = uses.get(key) ?? { version, played: [] };
          use.played.push(view);
          uses.set(key, use);
        }
      }
      return [...uses.values()].map(({ version, played }) => {
        const first = played.reduce((a, b) => (startOf(b) < startOf(a) ? b : a));
        const last = played.reduce((a, b) => (endOf(b) > endOf(a) ? b : a));
        return {
          film,
          screen,
          version,
          format: version?.format ?? first.formats.join("/"),
          showings: played.length,
          from: first.instants.start,
          to: last.instants.end,
        };
      });
    }),
  );

/** Distinct compositions, and those of them without an id. */
export const countCompositions = (uses: readonly CompositionUse[]): { all: number; unknown: number } => {
  const named = new Map(
    uses.map(({ film, format, version }) => [
      JSON.stringify(version ? [film.film, format, version.audio, version.subtitles] : [film.film]),
      Boolean(version?.cpl),
    ]),
  );
  return { all: named.size, unknown: [...named.values()].filter((known) => !known).length };
};
