/**
 * The week as schema.org ScreeningEvents in JSON-LD: what search engines and listings sites read. `@id` is the UID of the
 * calendar. Only what is known is said: languages where every version that fits agrees on them.
 */

import { Temporal } from "temporal-polyfill";
import type { PlanDocument, PlanFilm } from "../../../shared/domain/plan-document.ts";
import { localIso } from "../../../shared/domain/venue-time.ts";
import type { Issued } from "./issued.ts";
import type { ShowingView } from "./plan-view.ts";
import { agreed } from "./version-words.ts";

const movie = (film: PlanFilm) => ({
  "@type": "Movie",
  name: film.title,
  ...(film.titleZh ? { alternateName: film.titleZh } : {}),
  duration: `PT${film.runtime}M`,
  ...(film.certificate ? { contentRating: film.certificate } : {}),
  ...(film.releaseDate ? { datePublished: film.releaseDate } : {}),
  ...(film.ids?.imdb ? { sameAs: `https://www.imdb.com/title/${film.ids.imdb}/` } : {}),
  ...(film.ids?.eidr ? { titleEIDR: film.ids.eidr } : {}),
  ...(film.ids?.isan
    ? { identifier: { "@type": "PropertyValue", propertyID: "ISAN", value: film.ids.isan } }
    : {}),
});

export const planJsonLd = (
  document: PlanDocument,
  views: readonly ShowingView[],
  issued: readonly Issued[],
): string => {
  const { house } = document;
  const theatre = { "@type": "MovieTheater", name: house.name, screenCount: house.screens.length };
  const capacity = new Map(house.screens.map((screen) => [screen.name, screen.capacity]));
  const viewOf = new Map(views.map((view) => [view.showing.id, view]));
  const local = (instant: string): string =>
    localIso(Temporal.Instant.from(instant).toZonedDateTimeISO(house.timeZone));
  const details = (view: ShowingView) => {
    const versions = view.versions;
    const audio = agreed(versions, "audio");
    const subtitles = agreed(versions, "subtitles");
    return {
      workPresented: movie(view.film),
      videoFormat: view.formats.join("/"),
      ...(audio ? { inLanguage: audio } : {}),
      ...(subtitles ? { subtitleLanguage: subtitles } : {}),
      doorTime: localIso(view.instants.start),
    };
  };
  const event = ({ showing, uid, cancelled, previousStart, state }: Issued) => {
    const view = viewOf.get(showing);
    const moved = previousStart !== null;
    return {
      "@type": "ScreeningEvent",
      "@id": `urn:uuid:${uid}`,
      name: state.title,
      ...(view
        ? details(view)
        : {
            workPresented: {
              "@type": "Movie",
              name: state.title,
              ...(state.titleZh ? { alternateName: state.titleZh } : {}),
            },
          }),
      startDate: local(state.start),
      endDate: local(state.end),
      location: {
        "@type": "Place",
        name: state.screen,
        ...(capacity.has(state.screen) ? { maximumAttendeeCapacity: capacity.get(state.screen) } : {}),
        containedInPlace: theatre,
      },
      eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
      eventStatus: `https://schema.org/${cancelled ? "EventCancelled" : moved ? "EventRescheduled" : "EventScheduled"}`,
      ...(moved ? { previousStartDate: local(previousStart) } : {}),
    };
  };
  return `${JSON.stringify({ "@context": "https://schema.org", "@graph": issued.map(event) }, null, 2)}\n`;
};
