/** A choice for a film's showings that visits speak against, as a rule that keeps schedules from it. */
import type { ShownVersion } from "./experience.ts";
import type { Rule } from "./rules/rule.ts";
import { noSubtitles } from "./rules/showing-versions.ts";
import { type DayPart, dayPartHours } from "./slate.ts";

export type Avoided =
  | { readonly of: "hours"; readonly part: DayPart }
  | { readonly of: "room"; readonly screen: number }
  | { readonly of: "version"; readonly version: ShownVersion; readonly all: readonly ShownVersion[] };

/** What the rule goes by; a version is told from the others by one of its languages. */
export type AvoidedBy = "hours" | "room" | "audio" | "subtitles";
type Asks = Pick<Rule, "kind" | "params"> & {
  readonly by: AvoidedBy;
  readonly screens?: readonly number[];
};

const languagesBut = (
  version: ShownVersion,
  all: readonly ShownVersion[],
  of: "audio" | "subtitles",
): string[] => [
  ...new Set(all.flatMap((each) => (each[of] === version[of] ? [] : [each[of] ?? noSubtitles]))),
];

const asksOf = (avoided: Avoided): Asks | null => {
  if (avoided.of === "hours") {
    const { from, to } = dayPartHours[avoided.part];
    if (avoided.part === "morning") return { by: "hours", kind: "hours", params: { opens: to } };
    if (avoided.part === "late") return { by: "hours", kind: "hours", params: { lastStart: from - 1 } };
    const params = { from, to, per: "day", most: 0, each: true } as const;
    return { by: "hours", kind: "dayPart", params };
  }
  if (avoided.of === "room")
    return { by: "room", kind: "sessions", params: { most: 0, per: "day" }, screens: [avoided.screen] };
  const { version, all } = avoided;
  const audio = languagesBut(version, all, "audio");
  if (audio.length > 0) return { by: "audio", kind: "version", params: { audio } };
  const subtitles = languagesBut(version, all, "subtitles");
  return subtitles.length > 0 ? { by: "subtitles", kind: "version", params: { subtitles } } : null;
};

/** Null where no rule tells the version from the others, which differ in format alone. */
export const ruleAgainst = (
  avoided: Avoided,
  film: number,
  nameBy: (by: AvoidedBy) => string,
): Rule | null => {
  const asks = asksOf(avoided);
  if (!asks) return null;
  const { by, screens, kind, params } = asks;
  return {
    id: `avoid-${film}-${JSON.stringify(screens ?? params)}`.slice(0, 100),
    name: nameBy(by).slice(0, 200),
    kind,
    params,
    scope: { films: [film], ...(screens && { screens }) },
    price: null,
    on: true,
  } as Rule;
};
