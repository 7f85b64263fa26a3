/** Rules, their scopes and what breaks them in the user's language. */
import type { TFunction } from "i18next";
import type { Violation } from "../../../../shared/domain/rules/broken-rules.ts";
import type { Rule, RuleScope } from "../../../../shared/domain/rules/rule.ts";
import { noSubtitles } from "../../../../shared/domain/rules/showing-versions.ts";
import { houseClock } from "../../../../shared/domain/venue-time.ts";
import type { Format } from "../../../ui/format.ts";

/** What rules name by number, in words. */
export interface RuleNames {
  film(film: number): string;
  screen(screen: number): string;
  venue(venue: number): string;
}

export interface RuleWords {
  name(rule: Pick<Rule, "name" | "kind">): string;
  sentence(rule: Rule): string;
  scope(scope: RuleScope): string;
  /** `others`: the other showings, in words. */
  broken(violation: Violation, rule: Rule | undefined, others?: string): string;
}

export const ruleWords = (t: TFunction<"rules">, format: Format, names: RuleNames): RuleWords => {
  const refs = (list: readonly (number | string)[], nameOf: (id: number) => string): string =>
    format.list(list.map((ref) => (typeof ref === "number" ? nameOf(ref) : ref)));
  const limits = ({ least, most }: { least?: number | undefined; most?: number | undefined }): string => {
    if (least !== undefined && most !== undefined)
      return least === most ? t("limits.exact", { count: least }) : t("limits.both", { least, most });
    if (least !== undefined) return t("limits.least", { count: least });
    if (most === 0) return t("limits.never");
    return most === undefined ? t("limits.none") : t("limits.most", { count: most });
  };
  const parts = (list: readonly (string | false)[]): string[] => list.filter((part) => part !== false);

  const name: RuleWords["name"] = (rule) => rule.name || t(`kinds.${rule.kind}`);
  const sentence = (rule: Rule): string => {
    switch (rule.kind) {
      case "curfew":
        return t("sentence.curfew", { latest: houseClock(rule.params.latest) });
      case "hours": {
        const { opens, lastStart, lastEnd } = rule.params;
        const said = Object.entries({ opens, lastStart, lastEnd }).flatMap(([part, at]) =>
          at === undefined ? [] : [t(`sentence.hoursPart.${part}`, { at: houseClock(at) })],
        );
        return said.length > 0 ? t("sentence.hours", { parts: format.list(said) }) : t("sentence.hoursAny");
      }
      case "format":
        return t("sentence.format", { formats: format.list(rule.params.formats) });
      case "version": {
        const { audio, subtitles, from, to } = rule.params;
        const named = (codes: readonly string[]): string =>
          format.oneOf(
            codes.map((code) =>
              code === noSubtitles ? t("choices.noSubtitles") : format.languageName(code),
            ),
          );
        const what = parts([
          audio !== undefined && t("sentence.versionPart.audio", { languages: named(audio) }),
          subtitles !== undefined && t("sentence.versionPart.subtitles", { languages: named(subtitles) }),
        ]).join(t("sentence.versionPart.separator"));
        const hours = {
          from: from === undefined ? "" : houseClock(from),
          to: to === undefined ? "" : houseClock(to),
        };
        const window =
          from !== undefined && to !== undefined ? "Between" : from !== undefined ? "From" : "To";
        return t(from === undefined && to === undefined ? "sentence.version" : `sentence.version${window}`, {
          what,
          ...hours,
        });
      }
      case "rooms":
        return t(rule.params.allowed ? "sentence.roomsOnly" : "sentence.roomsNever", {
          certificates: format.list(rule.params.certificates),
        });
      case "seats":
        return t("sentence.seats", { count: rule.params.least });
      case "blocked":
        return t("sentence.blocked", {
          from: houseClock(rule.params.from),
          to: houseClock(rule.params.to),
        });
      case "window": {
        const { screens, from, to } = rule.params;
        const said = parts([
          screens !== undefined && t("sentence.windowPart.screens", { screens: refs(screens, names.screen) }),
          from !== undefined && t("sentence.windowPart.from", { from: format.day(from) }),
          to !== undefined && t("sentence.windowPart.to", { to: format.day(to) }),
        ]);
        return said.length > 0 ? t("sentence.window", { parts: said.join(" ") }) : t("sentence.windowAny");
      }
      case "trailers":
      case "cleaning":
        return rule.params.minutes === 0
          ? t(`sentence.${rule.kind}None`)
          : t(`sentence.${rule.kind}`, { count: rule.params.minutes });
      case "spacing":
      case "turnaround":
      case "stagger":
      case "largeRooms":
        return t(`sentence.${rule.kind}`, rule.params);
      case "staff":
        return t(`sentence.staff.${rule.params.events}`, rule.params);
      case "shows":
      case "dayPart": {
        const { per, each } = rule.params;
        const between = rule.kind === "dayPart" && {
          from: houseClock(rule.params.from),
          to: houseClock(rule.params.to),
        };
        return t(between ? "sentence.countedBetween" : "sentence.counted", {
          of: t(each ? "sentence.each" : "sentence.together"),
          limits: limits(rule.params),
          per: t(`sentence.per.${per}`),
          ...(between || {}),
        });
      }
      case "primeTime": {
        const { from, to, least, rooms } = rule.params;
        return t(rooms === undefined ? "sentence.primeTime" : "sentence.primeTimeLarge", {
          from: houseClock(from),
          to: houseClock(to),
          limits: limits({ least }),
          rooms,
        });
      }
      case "reserved":
        return t("sentence.reserved", { films: refs(rule.params.films, names.film) });
      case "accessible": {
        const { formats, from, to, per, each, least } = rule.params;
        return t("sentence.accessible", {
          of: t(each ? "sentence.each" : "sentence.together"),
          limits: limits({ least }),
          per: t(`sentence.per.${per}`),
          formats: format.list(formats),
          from: houseClock(from),
          to: houseClock(to),
        });
      }
      case "largestScreens":
      case "holdover":
      case "sessions":
        return t(`sentence.${rule.kind}`, {
          ...rule.params,
          limits: limits(rule.params),
          per: t(`sentence.per.${rule.params.per}`),
        });
    }
  };
  const weekday = (day: number): string => format.weekday(day);
  return {
    name,
    sentence,
    scope: ({ films, distributors, certificates, venues, screens, formats, weekdays, from, to }) => {
      const said = parts([
        films !== undefined && t("scope.films", { list: refs(films, names.film) }),
        distributors !== undefined && t("scope.distributors", { list: format.list(distributors) }),
        certificates !== undefined && t("scope.certificates", { list: format.list(certificates) }),
        venues !== undefined && t("scope.venues", { list: refs(venues, names.venue) }),
        screens !== undefined && t("scope.screens", { list: refs(screens, names.screen) }),
        formats !== undefined && t("scope.formats", { list: format.list(formats) }),
        weekdays !== undefined && t("scope.weekdays", { list: format.list(weekdays.map(weekday)) }),
        from !== undefined && t("scope.from", { day: format.day(from) }),
        to !== undefined && t("scope.to", { day: format.day(to) }),
      ]);
      return said.length > 0 ? said.join(t("scope.separator")) : t("scope.everything");
    },
    broken: ({ kind, name: own, params, date, cost }, rule, others = "") => {
      const title = name({ name: own, kind });
      let words: string;
      if (params.apart !== undefined)
        words = t(others ? "broken.crowdOther" : "broken.crowd", { ...params, name: title, other: others });
      else if (params.have !== undefined)
        words = t(Number(params.have) < Number(params.least ?? 0) ? "broken.least" : "broken.most", {
          name: title,
          have: params.have,
          limit: Number(params.have) < Number(params.least ?? 0) ? params.least : params.most,
        });
      else words = t("broken.showing", { name: title, sentence: rule ? sentence(rule) : "" });
      if (params.have !== undefined && typeof params.film === "number")
        words = t("broken.ofFilm", { film: names.film(params.film), words });
      if (params.have !== undefined && date !== null)
        words = t("broken.onDay", { words, day: format.day(date) });
      return cost === null
        ? words
        : t("broken.cost", { words, cost: format.number(cost, cost < 10 ? 1 : 0) });
    },
  };
};
