/** Named audiences, each by a rule over what the library itself knows: no hidden taste group is copied. */
import { type DayPart, dayPartOf, type IsoDate } from "../../../shared/domain/slate.ts";
import { addDays, weekdayOf } from "./calendar.ts";
import type { Film } from "./films.ts";
import type { Member } from "./members.ts";
import type { Rating } from "./ratings.ts";
import type { Visit } from "./visits.ts";

/** `share` rules are of a member's visits; `lift` rules compare with the share of all visits. */
export type SegmentRule =
  | {
      readonly type: "genre";
      readonly genres: readonly string[];
      readonly lift: number;
      readonly minVisits: number;
    }
  | {
      readonly type: "language";
      readonly language: string;
      readonly lift: number;
      readonly minVisits: number;
    }
  | {
      readonly type: "dayPart";
      readonly parts: readonly DayPart[];
      readonly share: number;
      readonly minVisits: number;
    }
  | {
      readonly type: "weekdays";
      readonly days: readonly number[];
      readonly share: number;
      readonly minVisits: number;
    }
  | { readonly type: "age"; readonly bands: readonly string[] }
  | { readonly type: "visits"; readonly atLeast: number }
  | { readonly type: "ratings"; readonly atLeast: number }
  | { readonly type: "absent"; readonly since: IsoDate; readonly visitsBefore: number }
  | { readonly type: "all"; readonly of: readonly SegmentRule[] };

export interface Segment {
  readonly name: string;
  readonly nameZh: string;
  readonly rule: SegmentRule;
}

const segmentsFor = (today: IsoDate): Segment[] => [
  {
    name: "Families by day",
    nameZh: "白天的亲子观众",
    rule: { type: "genre", genres: ["Children", "Animation"], lift: 1.6, minVisits: 4 },
  },
  {
    name: "Action and spectacle",
    nameZh: "动作与大场面",
    rule: { type: "genre", genres: ["Action", "Sci-Fi"], lift: 1.5, minVisits: 4 },
  },
  {
    name: "Late-night thrills",
    nameZh: "深夜惊悚",
    rule: {
      type: "all",
      of: [
        { type: "genre", genres: ["Horror", "Thriller"], lift: 1.4, minVisits: 4 },
        { type: "dayPart", parts: ["late"], share: 0.3, minVisits: 4 },
      ],
    },
  },
  {
    name: "Drama regulars",
    nameZh: "剧情片常客",
    rule: {
      type: "all",
      of: [
        { type: "genre", genres: ["Drama", "Documentary", "History"], lift: 1.2, minVisits: 6 },
        { type: "visits", atLeast: 20 },
      ],
    },
  },
  {
    name: "Chinese-language cinema",
    nameZh: "华语片观众",
    rule: { type: "language", language: "zh", lift: 1.7, minVisits: 4 },
  },
  {
    name: "Romance and music",
    nameZh: "爱情与音乐",
    rule: { type: "genre", genres: ["Romance", "Musical"], lift: 1.6, minVisits: 4 },
  },
  {
    name: "Weekday matinee",
    nameZh: "工作日日场",
    rule: {
      type: "all",
      of: [
        { type: "weekdays", days: [0, 1, 2, 3], share: 0.5, minVisits: 4 },
        { type: "dayPart", parts: ["morning", "afternoon"], share: 0.6, minVisits: 4 },
      ],
    },
  },
  { name: "Under 25", nameZh: "25 岁以下", rule: { type: "age", bands: ["16-17", "18-24"] } },
  { name: "Keen raters", nameZh: "爱打分的会员", rule: { type: "ratings", atLeast: 60 } },
  {
    name: "Not seen for twelve weeks",
    nameZh: "十二周未到店",
    rule: { type: "absent", since: addDays(today, -84), visitsBefore: 3 },
  },
];

interface Habits {
  readonly member: Member;
  readonly visits: readonly Visit[];
  readonly ratings: number;
}

const share = (visits: readonly Visit[], of: (visit: Visit) => boolean): number =>
  visits.filter(of).length / Math.max(1, visits.length);

type Shares = (of: (film: Film) => boolean) => number;

const holds = (rule: SegmentRule, { member, visits, ratings }: Habits, overall: Shares): boolean => {
  switch (rule.type) {
    case "genre": {
      const of = (film: Film): boolean => film.genres.some((genre) => rule.genres.includes(genre));
      return (
        visits.length >= rule.minVisits &&
        share(visits, ({ showing }) => of(showing.film)) >= rule.lift * overall(of)
      );
    }
    case "language": {
      const of = (film: Film): boolean => film.language === rule.language;
      return (
        visits.length >= rule.minVisits &&
        share(visits, ({ showing }) => of(showing.film)) >= rule.lift * overall(of)
      );
    }
    case "dayPart":
      return (
        visits.length >= rule.minVisits &&
        share(visits, ({ showing }) => rule.parts.includes(dayPartOf(showing.start))) >= rule.share
      );
    case "weekdays":
      return (
        visits.length >= rule.minVisits &&
        share(visits, ({ showing }) => rule.days.includes(weekdayOf(showing.date))) >= rule.share
      );
    case "age":
      return rule.bands.includes(member.ageBand);
    case "visits":
      return visits.length >= rule.atLeast;
    case "ratings":
      return ratings >= rule.atLeast;
    case "absent":
      return visits.length >= rule.visitsBefore && visits.every(({ showing }) => showing.date < rule.since);
    case "all":
      return rule.of.every((each) => holds(each, { member, visits, ratings }, overall));
  }
};

export const makeSegments = (
  members: readonly Member[],
  visits: readonly Visit[],
  ratings: readonly Rating[],
  today: IsoDate,
): { readonly segment: Segment; readonly members: Member[] }[] => {
  const visitsOf = new Map<Member, Visit[]>(members.map((member) => [member, []]));
  for (const visit of visits) visitsOf.get(visit.member)?.push(visit);
  const ratingsOf = new Map<Member, number>();
  for (const { member } of ratings) ratingsOf.set(member, (ratingsOf.get(member) ?? 0) + 1);
  const known = new Map<string, number>();
  const overallFor =
    (rule: SegmentRule): Shares =>
    (of) => {
      const key = JSON.stringify(rule);
      const value = known.get(key) ?? share(visits, ({ showing }) => of(showing.film));
      known.set(key, value);
      return value;
    };
  const habits = members.map((member) => ({
    member,
    visits: visitsOf.get(member) ?? [],
    ratings: ratingsOf.get(member) ?? 0,
  }));
  return segmentsFor(today).map((segment) => ({
    segment,
    members: habits
      .filter((each) => holds(segment.rule, each, overallFor(segment.rule)))
      .map(({ member }) => member),
  }));
};
