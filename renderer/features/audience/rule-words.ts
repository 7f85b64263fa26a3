/** Kinds of condition as the builder offers them, and what a fresh one of each is. */
import type { RuleCondition } from "../../../shared/domain/segment-rule.ts";

export type ConditionKind =
  | "ageBand"
  | "gender"
  | "area"
  | "occupation"
  | "source"
  | "joined"
  | "lastAt"
  | "lastAgo"
  | "firstAt"
  | "ratings"
  | "tickets"
  | "films"
  | "meanRating"
  | "film"
  | "genreShare"
  | "genreCount"
  | "segment";

const nothing = { from: null, to: null } as const;

export const freshConditions: Readonly<Record<ConditionKind, RuleCondition>> = {
  ageBand: { type: "text", column: "ageBand", values: [] },
  gender: { type: "text", column: "gender", values: [] },
  area: { type: "text", column: "area", values: [] },
  occupation: { type: "text", column: "occupation", values: [] },
  source: { type: "text", column: "source", values: [] },
  joined: { type: "date", column: "joined", ...nothing },
  lastAt: { type: "date", column: "lastAt", ...nothing },
  lastAgo: { type: "ago", column: "lastAt", ...nothing },
  firstAt: { type: "date", column: "firstAt", ...nothing },
  ratings: { type: "number", column: "ratings", ...nothing },
  tickets: { type: "number", column: "tickets", ...nothing },
  films: { type: "number", column: "films", ...nothing },
  meanRating: { type: "number", column: "meanRating", ...nothing },
  film: { type: "film", film: 0, did: "seen", ...nothing },
  genreShare: { type: "genre", genre: "", measure: "share", ...nothing },
  genreCount: { type: "genre", genre: "", measure: "count", ...nothing },
  segment: { type: "segment", segment: 0 },
};
export const conditionKinds = Object.keys(freshConditions) as readonly ConditionKind[];

export const kindOf = (condition: RuleCondition): ConditionKind => {
  switch (condition.type) {
    case "text":
    case "number":
    case "date":
      return condition.column;
    case "ago":
      return "lastAgo";
    case "genre":
      return condition.measure === "share" ? "genreShare" : "genreCount";
    case "film":
    case "segment":
      return condition.type;
  }
};
