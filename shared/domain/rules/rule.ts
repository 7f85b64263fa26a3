/**
 * The rules of a house as data (`docs/rules-format.md`): what a showing may be, how close showings may stand, and how many there must
 * and may be. A rule is hard, or it has a price in admissions for each unit that it is broken by: a showing, or a minute too close.
 */
import { z } from "zod";

export const rulesFormat = "marquee-rules";
export const rulesFormatVersion = 1;

const Clock = z.number().int().min(0).max(2880).describe("minutes after midnight of the business day");
const Minutes = z.number().int().min(1).max(1440);
const Count = z.number().int().min(0).max(10_000);
const Weeks = z.number().int().min(1).max(520);
const words = z.array(z.string().min(1).max(200)).max(200);
const languages = z
  .array(z.string().trim().min(1).max(35))
  .min(1)
  .max(50)
  .describe("codes, as versions have them");
/** Films and screens by the library's number or by name. */
const Ref = z.union([z.number().int(), z.string().min(1).max(300)]);
const refs = z.array(Ref).max(500);
const Per = z.enum(["day", "week"]);
const each = z.boolean().default(true).describe("of each film alone; false: of all of them together");

export const RuleScope = z.strictObject({
  films: refs.optional().describe("numbers or titles"),
  distributors: words.optional(),
  certificates: words.optional(),
  venues: refs.optional().describe("numbers or names"),
  screens: refs.optional().describe("numbers or names"),
  formats: words.optional().describe("showings in one of them: the film comes in it and the screen has it"),
  weekdays: z.array(z.number().int().min(1).max(7)).max(7).optional().describe("1 = Monday"),
  from: z.iso.date().optional().describe("first business day"),
  to: z.iso.date().optional().describe("last business day"),
});
export type RuleScope = z.infer<typeof RuleScope>;

const limits = { least: Count.optional(), most: Count.optional() };

/** Parameters by kind. */
export const ruleParams = {
  /** How long it takes in scope, instead of what the venue says. */
  trailers: z.strictObject({ minutes: z.number().int().min(0).max(240) }),
  cleaning: z.strictObject({ minutes: z.number().int().min(0).max(240) }),
  /** The film ends by `latest` on the clock. */
  curfew: z.strictObject({ latest: Clock }),
  hours: z.strictObject({
    opens: Clock.optional().describe("no start before"),
    lastStart: Clock.optional(),
    lastEnd: Clock.optional().describe("the film's end"),
  }),
  format: z.strictObject({ formats: words.min(1) }),
  /** Showings that start from `from` to before `to` play a version in one of these languages. */
  version: z
    .strictObject({
      audio: languages.optional(),
      subtitles: languages.optional().describe('languages; "none": without subtitles'),
      from: Clock.optional(),
      to: Clock.optional(),
    })
    .refine(({ audio, subtitles }) => audio ?? subtitles, "names neither audio nor subtitles"),
  /** On the rule's screens: only films of these certificates, or none of them. */
  rooms: z.strictObject({ certificates: words.min(1), allowed: z.boolean() }),
  seats: z.strictObject({ least: Count.min(1) }),
  blocked: z.strictObject({ from: Clock, to: Clock }),
  /** A key for a film: where and when it can be played at all. */
  window: z.strictObject({
    screens: refs.optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  /** Between starts of one film. */
  spacing: z.strictObject({ minutes: Minutes }),
  /** From a film's end to the next start on its screen. */
  turnaround: z.strictObject({ minutes: Minutes }),
  /** Between any two starts on the rule's screens. */
  stagger: z.strictObject({ minutes: Minutes }),
  /** Between starts in rooms of at least `seats`. */
  largeRooms: z.strictObject({ seats: Count.min(1), minutes: Minutes }),
  staff: z.strictObject({
    most: Count.min(1),
    minutes: Minutes,
    events: z.enum(["starts", "ends", "both"]).default("starts"),
  }),
  shows: z.strictObject({ per: Per, ...limits, each }),
  /** Starts from `from` to before `to`. */
  dayPart: z.strictObject({ from: Clock, to: Clock, per: Per, ...limits, each }),
  primeTime: z.strictObject({
    from: Clock,
    to: Clock,
    least: Count.min(1),
    rooms: Count.min(1).optional().describe("in one of so many largest rooms"),
  }),
  largestScreens: z.strictObject({ rooms: Count.min(1), least: Count.min(1), per: Per, weeks: Weeks }),
  holdover: z.strictObject({ weeks: Weeks, least: Count.min(1), per: Per }),
  sessions: z.strictObject({ most: Count, per: Per }),
  /** On the rule's screens and days nothing but these films: a clean screen, an all-day hold. */
  reserved: z.strictObject({ films: refs.min(1).describe("numbers or titles") }),
  /** Starts from `from` to before `to` on screens that have one of `formats`: open captions, audio description. */
  accessible: z.strictObject({
    formats: words.min(1),
    from: Clock,
    to: Clock,
    per: Per,
    least: Count.min(1),
    each,
  }),
} as const;

export type RuleKind = keyof typeof ruleParams;
export const ruleKinds = Object.keys(ruleParams) as readonly RuleKind[];
export type ParamsOf<K extends RuleKind> = z.infer<(typeof ruleParams)[K]>;

const ruleOf = <K extends RuleKind>(kind: K) =>
  z.strictObject({
    id: z.string().min(1).max(100),
    name: z.string().max(200).default(""),
    kind: z.literal(kind),
    params: ruleParams[kind] as (typeof ruleParams)[K],
    scope: RuleScope.default({}),
    price: z
      .number()
      .positive()
      .max(1e6)
      .nullable()
      .default(null)
      .describe("admissions for each showing or minute it is broken by; null: it must hold"),
    on: z.boolean().default(true),
  });

/** What something takes has no price: nothing can break it. */
const lengthOf = <K extends "trailers" | "cleaning">(kind: K) =>
  ruleOf(kind).extend({ price: z.null().default(null) });

export const Rule = z.discriminatedUnion("kind", [
  lengthOf("trailers"),
  lengthOf("cleaning"),
  ruleOf("curfew"),
  ruleOf("hours"),
  ruleOf("format"),
  ruleOf("version"),
  ruleOf("rooms"),
  ruleOf("seats"),
  ruleOf("blocked"),
  ruleOf("window"),
  ruleOf("spacing"),
  ruleOf("turnaround"),
  ruleOf("stagger"),
  ruleOf("largeRooms"),
  ruleOf("staff"),
  ruleOf("shows"),
  ruleOf("dayPart"),
  ruleOf("primeTime"),
  ruleOf("largestScreens"),
  ruleOf("holdover"),
  ruleOf("sessions"),
  ruleOf("reserved"),
  ruleOf("accessible"),
]);
export type Rule = z.infer<typeof Rule>;

export const RulesFile = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(rulesFormat),
  formatVersion: z.literal(rulesFormatVersion),
  rules: z.array(Rule).max(2000),
});
export type RulesFile = z.infer<typeof RulesFile>;
