/** Rules that say who belongs to a segment, as they are stored in the library. */
import { z } from "zod";

const Id = z.number().int().nonnegative();
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const ends = { from: z.number().nullable(), to: z.number().nullable() };

export const ruleTexts = ["ageBand", "gender", "occupation", "area", "source"] as const;
export const ruleNumbers = ["ratings", "tickets", "films", "meanRating"] as const;
export const ruleDates = ["joined", "firstAt", "lastAt"] as const;

/** One thing that is true of a member or not; `not` turns it round. */
const Condition = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("text"),
    column: z.enum(ruleTexts),
    values: z.array(z.string().max(500)).max(200),
    not: z.boolean().optional(),
  }),
  z.object({ type: z.literal("number"), column: z.enum(ruleNumbers), ...ends }),
  z.object({ type: z.literal("date"), column: z.enum(ruleDates), from: Day.nullable(), to: Day.nullable() }),
  /** Days before the library's latest activity: at least and at most so many ago. */
  z.object({ type: z.literal("ago"), column: z.enum(ruleDates), ...ends }),
  z.object({
    type: z.literal("film"),
    film: Id,
    did: z.enum(["seen", "rated", "booked"]),
    /** Of a rating. */
    ...ends,
    not: z.boolean().optional(),
  }),
  /** How many of the member's films, or what share of them, carry the genre. */
  z.object({
    type: z.literal("genre"),
    genre: z.string().max(500),
    measure: z.enum(["count", "share"]),
    ...ends,
  }),
  z.object({ type: z.literal("segment"), segment: Id, not: z.boolean().optional() }),
]);
export type RuleCondition = z.infer<typeof Condition>;

export interface RuleGroup {
  readonly type: "all" | "any";
  readonly of: readonly SegmentRule[];
}
export type SegmentRule = RuleCondition | RuleGroup;

const nestedMost = 6;
const groupAt = (depth: number): z.ZodType<RuleGroup> =>
  z.object({
    type: z.enum(["all", "any"]),
    of: z.array(depth < nestedMost ? z.union([Condition, groupAt(depth + 1)]) : Condition).max(40),
  });

/** What a rule segment stores: always a group, so that a builder has somewhere to add to. */
export const SegmentRule: z.ZodType<RuleGroup> = groupAt(1);

export const isGroup = (rule: SegmentRule): rule is RuleGroup => rule.type === "all" || rule.type === "any";

/** Segments a rule speaks of. */
export const segmentsNamed = (rule: SegmentRule): number[] => {
  if (rule.type === "segment") return [rule.segment];
  return isGroup(rule) ? rule.of.flatMap(segmentsNamed) : [];
};

/** The rule with one film in another's place. */
export const withFilm = <Rule extends SegmentRule>(rule: Rule, from: number, to: number): Rule => {
  if (rule.type === "film") return rule.film === from ? { ...rule, film: to } : rule;
  return isGroup(rule) ? { ...rule, of: rule.of.map((each) => withFilm(each, from, to)) } : rule;
};

/** Whether the condition restricts anything yet: a builder's fresh line does not. */
export const saysNothing = (rule: SegmentRule): boolean => {
  switch (rule.type) {
    case "all":
    case "any":
      return rule.of.every(saysNothing);
    case "text":
      return rule.values.length === 0;
    case "number":
    case "date":
    case "ago":
      return rule.from === null && rule.to === null;
    case "genre":
      return rule.genre === "" || (rule.from === null && rule.to === null);
    case "film":
    case "segment":
      return (rule.type === "film" ? rule.film : rule.segment) === 0;
  }
};
