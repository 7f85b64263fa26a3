/**
 * What the projection server needs: each composition that plays on a screen, and from when to when its key must hold. A plan places
 * films, so every version that fits the screen is listed; one that is unknown to the library is one row without ids.
 */
import type { PlanDocument, PlanFilm, PlanVersion } from "../../../shared/domain/plan-document.ts";
import type { Screen } from "../../../shared/domain/slate.ts";
import type { ShowingView } from "./plan-view.ts";
import { versionsOf } from "./version-words.ts";

export interface CompositionUse {
  readonly film: PlanFilm;
  readonly format: string;
  readonly version: PlanVersion | null;
  readonly screen: Screen;
  readonly showings: number;
  readonly from: ShowingView["instants"]["start"];
  readonly to: ShowingView["instants"]["end"];
}

/** By film in the slate's order, then by screen. */
export const compositionUses = (
  { films, house }: PlanDocument,
  views: readonly ShowingView[],
): CompositionUse[] =>
  films.flatMap((film) =>
    house.screens.flatMap((screen): CompositionUse[] => {
      const played = views
        .filter((view) => view.film.film === film.film && view.screen.screen === screen.screen)
        .sort((a, b) => a.instants.start.epochMilliseconds - b.instants.start.epochMilliseconds);
      const [first] = played;
      if (!first) return [];
      const last = played.reduce((a, b) =>
        b.instants.end.epochMilliseconds > a.instants.end.epochMilliseconds ? b : a,
      );
      const use = {
        film,
        screen,
        showings: played.length,
        from: first.instants.start,
        to: last.instants.end,
      };
      const versions = versionsOf(first);
      return versions.length > 0
        ? versions.map((version) => ({ ...use, version, format: version.format }))
        : [{ ...use, version: null, format: first.formats.join("/") }];
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
