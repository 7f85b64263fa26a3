/** What each kind of rule asks in its form. */
import type { Rule, RuleKind } from "../../../../shared/domain/rules/rule.ts";

export interface RuleField {
  readonly id: string;
  readonly kind:
    | "clock"
    | "minutes"
    | "count"
    | "date"
    | "per"
    | "each"
    | "allowed"
    | "events"
    | "formats"
    | "certificates"
    | "audio"
    | "subtitles"
    | "screens"
    | "films";
  readonly optional?: boolean;
  /** Its words, where the id's do not fit. */
  readonly label?: string;
}

const clock = (id: string, optional = false): RuleField => ({ id, kind: "clock", optional });
const count = (id: string, optional = false): RuleField => ({ id, kind: "count", optional });
const minutes: RuleField = { id: "minutes", kind: "minutes" };
const lasts: RuleField = { ...minutes, label: "lasts" };
const per: RuleField = { id: "per", kind: "per" };
const each: RuleField = { id: "each", kind: "each" };
const limits = [count("least", true), count("most", true)];

export const ruleFields: Readonly<Record<RuleKind, readonly RuleField[]>> = {
  trailers: [lasts],
  cleaning: [lasts],
  curfew: [clock("latest")],
  hours: [clock("opens", true), clock("lastStart", true), clock("lastEnd", true)],
  format: [{ id: "formats", kind: "formats" }],
  version: [
    { id: "audio", kind: "audio", optional: true },
    { id: "subtitles", kind: "subtitles", optional: true },
    clock("from", true),
    clock("to", true),
  ],
  rooms: [
    { id: "certificates", kind: "certificates" },
    { id: "allowed", kind: "allowed" },
  ],
  seats: [count("least")],
  blocked: [clock("from"), clock("to")],
  window: [
    { id: "screens", kind: "screens", optional: true },
    { id: "from", kind: "date", optional: true },
    { id: "to", kind: "date", optional: true },
  ],
  spacing: [minutes],
  turnaround: [minutes],
  stagger: [minutes],
  largeRooms: [count("seats"), minutes],
  staff: [count("most"), minutes, { id: "events", kind: "events" }],
  shows: [...limits, per, each],
  dayPart: [clock("from"), clock("to"), ...limits, per, each],
  primeTime: [clock("from"), clock("to"), count("least"), count("rooms", true)],
  largestScreens: [count("rooms"), count("least"), per, count("weeks")],
  holdover: [count("weeks"), count("least"), per],
  sessions: [count("most"), per],
  reserved: [{ id: "films", kind: "films" }],
  accessible: [{ id: "formats", kind: "formats" }, clock("from"), clock("to"), count("least"), per, each],
};

/** What a new rule of a kind begins with. */
export const firstParams: Readonly<Record<RuleKind, Rule["params"]>> = {
  trailers: { minutes: 25 },
  cleaning: { minutes: 30 },
  curfew: { latest: 1320 },
  hours: { lastStart: 1380 },
  format: { formats: ["3D"] },
  version: { from: 1080 },
  rooms: { certificates: [], allowed: true },
  seats: { least: 100 },
  blocked: { from: 600, to: 840 },
  window: {},
  spacing: { minutes: 30 },
  turnaround: { minutes: 30 },
  stagger: { minutes: 5 },
  largeRooms: { seats: 200, minutes: 15 },
  staff: { most: 2, minutes: 10, events: "starts" },
  shows: { per: "day", least: 2, each: true },
  dayPart: { from: 1080, to: 1320, per: "day", least: 1, each: true },
  primeTime: { from: 1140, to: 1260, least: 1 },
  largestScreens: { rooms: 2, least: 2, per: "day", weeks: 2 },
  holdover: { weeks: 2, least: 1, per: "day" },
  sessions: { most: 30, per: "day" },
  reserved: { films: [] },
  accessible: { formats: [], from: 600, to: 1260, per: "week", least: 1, each: false },
};

type Preset = Pick<Rule, "kind" | "params" | "scope">;
/** Rules that many houses have; named by their keys in the locales. */
export const presets: Readonly<Record<string, readonly Preset[]>> = {
  germany: [
    { kind: "curfew", params: { latest: 1200 }, scope: { certificates: ["6", "FSK 6"] } },
    { kind: "curfew", params: { latest: 1320 }, scope: { certificates: ["12", "FSK 12"] } },
    { kind: "curfew", params: { latest: 1440 }, scope: { certificates: ["16", "FSK 16"] } },
  ],
  copies: [{ kind: "spacing", params: { minutes: 30 }, scope: {} }],
  staff: [{ kind: "staff", params: { most: 2, minutes: 10, events: "starts" }, scope: {} }],
  largeRooms: [{ kind: "largeRooms", params: { seats: 200, minutes: 15 }, scope: {} }],
  sessions: [{ kind: "sessions", params: { most: 40, per: "day" }, scope: {} }],
};
