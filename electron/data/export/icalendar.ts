/**
 * The week as iCalendar (RFC 5545). A showing keeps its UID through every version of the week and SEQUENCE grows with
 * the version, so a calendar that imports a later export moves its entries instead of doubling them. Times are UTC
 * instants, which need no time-zone definition; locked showings are confirmed, the others tentative.
 */
import { createHash } from "node:crypto";
import ical, { ICalEventStatus } from "ical-generator";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { wallClock } from "../../../shared/domain/venue-time.ts";
import { type ShowingView, showingViews, titleOf } from "./plan-view.ts";
import { exportTexts } from "./texts.ts";

const uid = ({ house, week }: PlanDocument, showing: string): string => {
  const name = JSON.stringify([house.name, house.timeZone, week, showing]);
  return `${createHash("sha256").update(name).digest("hex").slice(0, 32)}@marquee`;
};

export const planCalendar = (document: PlanDocument, language: ExportLanguage): string => {
  const texts = exportTexts(language);
  const describe = ({ film, formats, screen, showing, clock }: ShowingView): string =>
    [
      [film.certificate, formats.join("/"), `${film.runtime} ${texts.minutes}`].filter(Boolean).join(" · "),
      `${texts.feature} ${wallClock(clock.feature)} · ${texts.end} ${wallClock(clock.end)} · ${texts.clear} ${wallClock(clock.clear)}`,
      showing.forecast &&
        `${texts.forecast} ${Math.round(showing.forecast.mean)} (${Math.round(showing.forecast.low)}–${Math.round(showing.forecast.high)}) / ${screen.capacity}`,
      showing.locked && texts.locked,
    ]
      .filter(Boolean)
      .join("\n");
  const created = new Date(document.createdAt);
  return ical({
    name: `${document.house.name} · ${document.week}`,
    prodId: { company: "Marquee", product: "Week plan", language: language === "en" ? "EN" : "ZH" },
    x: { "X-WR-TIMEZONE": document.house.timeZone },
    events: showingViews(document).map((view) => ({
      id: uid(document, view.showing.id),
      sequence: document.version,
      stamp: created,
      start: new Date(view.instants.start.epochMilliseconds),
      end: new Date(view.instants.end.epochMilliseconds),
      summary: titleOf(view.film, language),
      location: `${document.house.name}, ${view.screen.name}`,
      description: describe(view),
      categories: [{ name: view.screen.name }],
      status: view.showing.locked ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
    })),
  }).toString();
};
