/**
 * What attention there is to give, to which films, and what each unit of it may bring (`docs/allocation-format.md`): a problem that
 * stands by itself, as numbers, whoever made it.
 */
import { z } from "zod";
import { err, ok, type Result } from "./result.ts";
import type { InstanceFault } from "./schedule-instance.ts";

export const allocationFormat = "marquee-allocation";
export const allocationFormatVersion = 1;

const Id = z
  .string()
  .min(1)
  .max(200)
  .refine((id) => id !== "__proto__", "no id may be __proto__: give it another name");
const Amount = z.number().nonnegative().max(1e9);
const Share = z.number().min(0).max(1);
/** One for every week, or one a week. */
const byWeek = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1).max(60)]);

export const strengthBases = ["assumed", "measured"] as const;
export const Strength = z
  .strictObject({
    value: Share.describe(
      "chance that one contact brings a member who would like the film and would not come",
    ),
    low: Share,
    high: Share,
    basis: z.enum(strengthBases).default("assumed"),
  })
  .refine(({ low, value, high }) => low <= value && value <= high, "low, value and high must rise");
export type Strength = z.infer<typeof Strength>;

const channel = {
  id: Id,
  name: z.string().max(200).optional(),
  capacity: byWeek(Amount).describe("units a week, all films together"),
  cost: Amount.default(0).describe("of a unit"),
  strength: Strength,
  frequency: z.number().min(0).max(100).default(1).describe("what a contact counts in `frequencyCap`"),
};
export const AllocationChannel = z.discriminatedUnion("unit", [
  z.strictObject({
    ...channel,
    unit: z.literal("piece").describe("a place or slot that everybody may see; whole numbers"),
    reach: z
      .union([Amount, z.record(Id, Amount)])
      .describe("contacts of a member with one unit in its week, by segment or one for all"),
    mostPerFilm: z.number().int().min(0).max(1000).default(1).describe("units of a film in a week"),
  }),
  z.strictObject({
    ...channel,
    unit: z.literal("contact").describe("one member of a chosen segment is reached once; any number"),
    mostPerMember: Amount.default(1).describe("contacts of a member a week, all films together"),
    segments: z.array(Id).max(1000).optional().describe("whom it can reach; without it all"),
  }),
]);
export type AllocationChannel = z.infer<typeof AllocationChannel>;

const AllocationFilm = z.strictObject({
  id: Id,
  title: z.string().max(1000).optional(),
  distributor: Id.nullable().default(null),
  worth: z.number().positive().max(1e6).default(1).describe("of an admission"),
  potential: z
    .record(Id, byWeek(Amount))
    .describe("by segment: members who would like it and are not expected anyway; 0 while it does not play"),
  seats: byWeek(Amount).optional().describe("free in its showings; without it no limit"),
  /** Of its potential: standard deviation of its logarithm. */
  spread: z.number().min(0).max(3).default(0.3).describe("how unsure its potential is: sd of its logarithm"),
});
export type AllocationFilm = z.infer<typeof AllocationFilm>;

export const AllocationObligation = z.strictObject({
  film: Id,
  channel: Id,
  weeks: z.array(Id).min(1).max(60).optional().describe("without it all together"),
  least: Amount.describe("units"),
  by: z.string().max(200).default("").describe("who asks for it"),
});

export const AllocationInstance = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(allocationFormat),
  formatVersion: z.literal(allocationFormatVersion),
  name: z.string().max(200).optional(),
  weeks: z.array(Id).min(1).max(60),
  segments: z
    .array(
      z.strictObject({
        id: Id,
        name: z.string().max(200).optional(),
        members: z.number().positive().max(1e9),
      }),
    )
    .min(1)
    .max(1000)
    .describe("no member may stand in two"),
  channels: z.array(AllocationChannel).min(1).max(100),
  films: z.array(AllocationFilm).min(1).max(1000),
  budget: Amount.optional().describe("of all weeks; without it no limit"),
  weekBudget: byWeek(Amount).optional(),
  frequencyCap: Amount.optional().describe("contacts of a member a week, all films and channels together"),
  rivalry: z
    .array(z.strictObject({ films: z.array(Id).min(2).max(1000), loss: z.number().min(0).max(100) }))
    .max(1000)
    .default([])
    .describe(
      "films that like the same people: brought V of A, they draw V / (1 + loss V / A) together; a film stands in one at most",
    ),
  obligations: z.array(AllocationObligation).max(10_000).default([]),
  fairness: Share.optional().describe(
    "each distributor's part of what is spent, at least this share of its part of the potential",
  ),
});
export type AllocationInstance = z.infer<typeof AllocationInstance>;
export type AllocationObligation = z.infer<typeof AllocationObligation>;

/** Units of one channel for one film in one week; of a channel that chooses whom it reaches, for one segment. */
export const AllocatedUnits = z.strictObject({
  film: Id,
  channel: Id,
  week: Id,
  segment: Id.nullable(),
  units: z.number().nonnegative(),
});
export type AllocatedUnits = z.infer<typeof AllocatedUnits>;

export const ofWeek = (value: number | readonly number[], week: number): number =>
  typeof value === "number" ? value : (value[week] ?? 0);

export const reachOf = (channel: AllocationChannel, segment: string): number => {
  if (channel.unit === "contact") return 0;
  const { reach } = channel;
  if (typeof reach === "number") return reach;
  return Object.hasOwn(reach, segment) ? (reach[segment] as number) : 0;
};

export const potentialOf = ({ potential }: AllocationFilm, segment: string, week: number): number =>
  Object.hasOwn(potential, segment) ? ofWeek(potential[segment] as number | number[], week) : 0;

/** Share of each distributor in ω P of all films; films without one stand apart. */
export const duePartsOf = (instance: AllocationInstance): Map<string, number> => {
  const parts = new Map<string, number>();
  let total = 0;
  for (const film of instance.films) {
    if (film.distributor === null) continue;
    let sum = 0;
    for (const { id } of instance.segments)
      instance.weeks.forEach((_, w) => {
        sum += film.worth * potentialOf(film, id, w);
      });
    total += sum;
    parts.set(film.distributor, (parts.get(film.distributor) ?? 0) + sum);
  }
  return new Map([...parts].map(([distributor, sum]) => [distributor, total > 0 ? sum / total : 0]));
};

const repeated = (ids: readonly string[]): string | undefined =>
  ids.find((id, index) => ids.indexOf(id) !== index);

/** What the shape alone cannot say; null where all is well. */
const faultOf = (instance: AllocationInstance): InstanceFault | null => {
  const { weeks, segments, channels, films, rivalry, obligations, weekBudget } = instance;
  const fault = (path: string, problem: string): InstanceFault => ({ type: "BadInstance", path, problem });
  const ids = {
    week: new Set(weeks),
    segment: new Set(segments.map(({ id }) => id)),
    channel: new Set(channels.map(({ id }) => id)),
    film: new Set(films.map(({ id }) => id)),
  };
  for (const [name, all] of [
    ["weeks", weeks],
    ["segments", segments.map(({ id }) => id)],
    ["channels", channels.map(({ id }) => id)],
    ["films", films.map(({ id }) => id)],
    ["rivalry", rivalry.flatMap((group) => group.films)],
  ] as const) {
    const twice = repeated(all);
    if (twice !== undefined) return fault(name, `the id ${twice} stands twice`);
  }
  const short = (value: unknown): boolean => Array.isArray(value) && value.length !== weeks.length;
  const strayIn = (kind: keyof typeof ids, path: string, named: readonly string[]): InstanceFault | null => {
    const stray = named.find((id) => !ids[kind].has(id));
    return stray === undefined ? null : fault(path, `there is no ${kind} ${stray}`);
  };
  if (short(weekBudget)) return fault("weekBudget", "it must have one amount a week");
  for (const [n, channel] of channels.entries()) {
    const at = `channels[${n}]`;
    if (short(channel.capacity)) return fault(`${at}.capacity`, "it must have one amount a week");
    const named =
      channel.unit === "contact"
        ? (channel.segments ?? [])
        : typeof channel.reach === "number"
          ? []
          : Object.keys(channel.reach);
    const stray = strayIn("segment", at, named);
    if (stray) return stray;
  }
  for (const [n, film] of films.entries()) {
    const at = `films[${n}]`;
    const stray = strayIn("segment", `${at}.potential`, Object.keys(film.potential));
    if (stray) return stray;
    if (Object.values(film.potential).some(short) || short(film.seats))
      return fault(at, "potential and seats must be one amount, or one a week");
  }
  for (const [n, group] of rivalry.entries()) {
    const stray = strayIn("film", `rivalry[${n}]`, group.films);
    if (stray) return stray;
  }
  for (const [n, { film, channel, weeks: own = [] }] of obligations.entries()) {
    const at = `obligations[${n}]`;
    const stray =
      strayIn("film", at, [film]) ?? strayIn("channel", at, [channel]) ?? strayIn("week", at, own);
    if (stray) return stray;
  }
  return null;
};

/** The instance in a text, or where and why it is none. */
export const parseAllocation = (text: string): Result<AllocationInstance, InstanceFault> => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err({ type: "BadInstance", path: "", problem: `it is not JSON: ${(error as Error).message}` });
  }
  const parsed = AllocationInstance.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err({
      type: "BadInstance",
      path: z.core.toDotPath(issue?.path ?? []),
      problem: issue?.message ?? "it has another shape",
    });
  }
  const fault = faultOf(parsed.data);
  return fault ? err(fault) : ok(parsed.data);
};
