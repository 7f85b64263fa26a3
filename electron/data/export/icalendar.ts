/**
 * The week as iCalendar (RFC 5545). Times are UTC instants, which need no time-zone definition; locked showings are confirmed, the
 * others tentative, and those of an earlier export that are no longer planned are cancelled.
 */
import ical, { ICalEventStatus, ICalEventTransparency } from "ical-generator";
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { wallClock } from "../../../shared/domain/venue-time.ts";
import type { Issued } from "./issued.ts";
import { type ShowingView, titleOf } from "./plan-view.ts";
import { exportTexts, holdWords } from "./texts.ts";
import { spokenWords } from "./version-words.ts";

export const planCalendar = (
  document: PlanDocument,
  views: readonly ShowingView[],
  issued: readonly Issued[],
  language: ExportLanguage,
): string => {
  const texts = exportTexts(language);
  const viewOf = new Map(views.map((view) => [view.showing.id, view]));
  const describe = (view: ShowingView): string => {
    const { film, formats, screen, showing, clock } = view;
    const spoken = spokenWords(view.versions, texts);
    return [
      [film.certificate, formats.join("/"), spoken, `${film.runtime} ${texts.minutes}`]
        .filter(Boolean)
        .join(" · "),
      `${texts.feature} ${wallClock(clock.feature)} · ${texts.end} ${wallClock(clock.end)} · ${texts.clear} ${wallClock(clock.clear)}`,
      showing.forecast &&
        `${texts.forecast} ${Math.round(showing.forecast.mean)} (${Math.round(showing.forecast.low)}–${Math.round(showing.forecast.high)}) / ${screen.capacity}`,
      holdWords(showing, texts),
    ]
      .filter(Boolean)
      .join("\n");
  };
  const created = new Date(document.createdAt);
  return ical({
    name: `${document.house.name} · ${document.week}`,
    prodId: { company: "Marquee", product: "Week plan", language: language === "en" ? "EN" : "ZH" },
    x: { "X-WR-TIMEZONE": document.house.timeZone },
    events: issued.map(({ showing, uid, sequence, cancelled, state }) => {
      const view = viewOf.get(showing);
      return {
        id: uid,
        sequence,
        stamp: created,
        lastModified: created,
        start: new Date(state.start),
        end: new Date(state.end),
        summary: titleOf(state, language),
        location: `${document.house.name}, ${state.screen}`,
        description: view ? describe(view) : null,
        categories: [{ name: state.screen }],
        transparency: ICalEventTransparency.TRANSPARENT,
        status: cancelled
          ? ICalEventStatus.CANCELLED
          : state.locked
            ? ICalEventStatus.CONFIRMED
            : ICalEventStatus.TENTATIVE,
      };
    }),
  }).toString();
};
