import { describe, expect, it } from "vitest";
import { z } from "zod";
import { issue } from "./issued.ts";
import { planJsonLd } from "./json-ld.ts";
import { planOf } from "./plan.fixture.ts";
import { showingViews } from "./plan-view.ts";

const When = z.iso.datetime({ offset: true });
/** What schema.org wants of a ScreeningEvent, of the properties that are written. */
const Event = z.strictObject({
  "@type": z.literal("ScreeningEvent"),
  "@id": z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  name: z.string(),
  workPresented: z.looseObject({ "@type": z.literal("Movie"), name: z.string(), duration: z.string() }),
  videoFormat: z.string(),
  inLanguage: z.string().optional(),
  subtitleLanguage: z.string().optional(),
  doorTime: When,
  startDate: When,
  endDate: When,
  location: z.looseObject({
    "@type": z.literal("Place"),
    containedInPlace: z.looseObject({ name: z.string() }),
  }),
  eventAttendanceMode: z.literal("https://schema.org/OfflineEventAttendanceMode"),
  eventStatus: z.enum(["https://schema.org/EventScheduled"]),
});
const Graph = z.strictObject({ "@context": z.literal("https://schema.org"), "@graph": z.array(Event) });

describe("listings as JSON-LD", () => {
  const plain = planOf("2026-11-27");
  const films = plain.films.map((film) =>
    film.film === 3
      ? {
          ...film,
          ids: { eidr: "10.5240/7791-8534-2C23-9030-8610-5", imdb: "tt0000003" },
          versions: [
            { format: "2D", audio: "en", subtitles: "de", cpl: null, contentTitle: null },
            { format: "2D", audio: "de", subtitles: "de", cpl: null, contentTitle: null },
          ],
        }
      : film,
  );
  const document = { ...plain, films };
  const views = showingViews(document);
  const { "@graph": events } = Graph.parse(
    JSON.parse(planJsonLd(document, views, issue(document, views, new Map()))),
  );

  it("is an event a showing, ending after it starts, each with an id of its own", () => {
    expect(events).toHaveLength(document.showings.length);
    expect(new Set(events.map((event) => event["@id"])).size).toBe(events.length);
    for (const { startDate, endDate } of events)
      expect(Date.parse(endDate)).toBeGreaterThan(Date.parse(startDate));
  });

  it("says a language only where every version that fits agrees, and the ids that are known", () => {
    const salt = events.find(({ name }) => name === "Salt");
    expect(salt).toMatchObject({
      videoFormat: "2D",
      subtitleLanguage: "de",
      workPresented: {
        alternateName: "盐",
        duration: "PT92M",
        contentRating: "16",
        titleEIDR: "10.5240/7791-8534-2C23-9030-8610-5",
        sameAs: "https://www.imdb.com/title/tt0000003/",
      },
    });
    expect(salt).not.toHaveProperty("inLanguage");
    expect(events.find(({ name }) => name === "Paper Rivers")).not.toHaveProperty("subtitleLanguage");
  });
});
