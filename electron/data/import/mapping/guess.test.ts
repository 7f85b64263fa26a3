import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { profileOf } from "./column-profile.ts";
import { guessMapping, type TableGuess } from "./guess.ts";
import { guessScale } from "./guess-scale.ts";
import { headerWords } from "./header-words.ts";

/** Guesses a table written as lines of cells between tabs, the first naming the columns. */
const guessed = (text: string, source = "lantern house"): TableGuess => {
  const [header = [], ...rows] = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s*\t\s*|\s*\|\s*/));
  const sample = Array.from({ length: 12 }, () => rows).flat();
  return guessMapping({ name: "a.csv", columns: header, named: true, sample }, source);
};
const columnsOf = ({ mapping }: TableGuess) =>
  mapping && [
    mapping.kind,
    Object.fromEntries(
      Object.entries(mapping.fields).map(([name, { column, constant }]) => [name, column ?? `= ${constant}`]),
    ),
  ];
const codes = ({ reasons }: TableGuess, field: string) => reasons.fields[field]?.map(({ code }) => code);

describe("kinds and fields by name", () => {
  test("a ticketing system's lines, in English", () => {
    const guess = guessed(`
      EventName | InternalEventName | EventDate | TicketType | Quantity | ItemPrice | Price
      Two Lines | Two Lines (OV) | Mar 16, 2018 5:00:00 PM | Adult | 6 | 8.75 | 52.50
      The Orchard | The Orchard | Mar 7, 2018 7:30:00 PM | Member | 1 | 0 | 0`);
    expect(columnsOf(guess)).toEqual([
      "showings",
      {
        filmTitle: "EventName",
        date: "EventDate",
        start: "EventDate",
        part: "TicketType",
        admissions: "Quantity",
        price: "ItemPrice",
        gross: "Price",
        venue: "= lantern house",
      },
    ]);
    expect(guess.mapping?.fields.date?.as).toEqual({ dates: "mdy" });
    expect(guess.reasons.leftOut.InternalEventName).toEqual({
      code: "betterColumn",
      params: { column: "EventName", field: "filmTitle" },
    });
    expect(codes(guess, "venue")).toEqual(["constantFromName"]);
  });

  test("films with their series, as TMDB's collections and in Chinese", () => {
    const guess = guessed(`
      title | year | belongs_to_collection | 系列中文名
      Two Lines | 2016 | {"id": 7, "name": "Lines Collection"} | 线系列
      The Orchard | 2018 | |`);
    expect(columnsOf(guess)).toEqual([
      "films",
      { title: "title", year: "year", series: "belongs_to_collection", seriesZh: "系列中文名" },
    ]);
    expect(guess.mapping?.fields.series?.as).toEqual({ list: "json" });
  });

  test("a cinema's days, in Chinese", () => {
    const guess = guessed(`
      影片名称 | 影院 | 日期 | 场次 | 座位数 | 观影人次 | 票房 | 上座率
      静轨 | 灯笼影城 | 2018年3月16日 | 6 | 1200 | 345 | 1.2万 | 28.75%
      灯笼街 | 灯笼影城 | 2018年3月17日 | 4 | 800 | 120 | 4800 | 15%`);
    expect(columnsOf(guess)).toEqual([
      "showings",
      {
        filmTitle: "影片名称",
        venue: "影院",
        date: "日期",
        showings: "场次",
        capacity: "座位数",
        admissions: "观影人次",
        gross: "票房",
        occupancy: "上座率",
      },
    ]);
    expect(guess.confident).toBe(true);
  });

  test("clock times beside the date", () => {
    expect(
      columnsOf(
        guessed(`
      Film | Site | Screen | Show Date | Start Time | Seats | Admissions | Gross
      Two Lines | Eight | 3 | 16/03/2018 | 20:15 | 120 | 88 | 880,50
      The Orchard | Eight | 1 | 04/03/2018 | 00:30 | 90 | 12 | 96,00`),
      ),
    ).toEqual([
      "showings",
      {
        filmTitle: "Film",
        venue: "Site",
        screen: "Screen",
        date: "Show Date",
        start: "Start Time",
        capacity: "Seats",
        admissions: "Admissions",
        gross: "Gross",
      },
    ]);
  });

  test("the day of a visit, as a Chinese box office names it", () => {
    expect(
      columnsOf(
        guessed(`
      会员号 | 影片名称 | 观影日期 | 评分
      H1001 | 灯笼街 | 2024-03-16 | 4.5
      H1002 | 夜渡 | 2024-03-17 | 3.0`),
      ),
    ).toEqual(["interactions", { member: "会员号", filmTitle: "影片名称", at: "观影日期", rating: "评分" }]);
  });

  test("a loyalty scheme's purchases, and its people without their names", () => {
    const purchases = guessed(`
      CustomerID | FilmCode | PurchaseDate | Tickets | Email
      C-1001 | F77 | 16.03.2018 20:15 | 2 | ada@example.org
      C-1002 | F12 | 03.04.2018 18:00 | 1 | li@example.org`);
    expect(columnsOf(purchases)).toEqual([
      "interactions",
      { member: "CustomerID", film: "FilmCode", at: "PurchaseDate", tickets: "Tickets" },
    ]);
    expect(purchases.mapping?.fields.at?.as).toEqual({ dates: "dmy" });
    expect(purchases.reasons.leftOut.Email?.code).toBe("directIdentifier");
    const people = guessed(`
      会员号 | 姓名 | 性别 | 年龄 | 手机号 | 邮编
      10001 | 王小明 | 男 | 34 | 13800000000 | 200030
      10002 | 李梅 | 女 | 22 | 13900000000 | 200040`);
    expect(columnsOf(people)).toEqual([
      "members",
      { key: "会员号", gender: "性别", ageBand: "年龄", area: "邮编" },
    ]);
    expect(Object.values(people.reasons.leftOut).map(({ code }) => code)).toEqual([
      "directIdentifier",
      "directIdentifier",
    ]);
    const contacts = guessed(`
      member | contact
      M1 | ada@example.org
      M2 | li@example.org`);
    expect(contacts.reasons.leftOut.contact?.code).toBe("directIdentifier");
  });

  test("what somebody watched, without a mark, counts as watched", () => {
    const guess = guessed(`
      user | movie_id | watched_at
      7 | 19 | 2018-03-16T20:15:00Z
      8 | 20 | 2018-03-17T20:15:00Z`);
    expect(columnsOf(guess)).toEqual([
      "interactions",
      { member: "user", film: "movie_id", at: "watched_at", completion: "= 1" },
    ]);
    expect(codes(guess, "completion")).toEqual(["onlyCandidate"]);
  });

  test("a catalogue, in two languages", () => {
    const guess = guessed(`
      片名 | 原名 | 年份 | 片长 | 类型 | 导演 | 上映日期 | imdb
      静轨 | Quiet Orbit | 2018 | 2小时3分 | 剧情、科幻 | 李梅 | 2018-03-16 | tt0900001
      灯笼街 | Lantern Street | 2017 | 95分钟 | 剧情 | 王明 | 2017-11-03 | tt0900002`);
    expect(columnsOf(guess)).toEqual([
      "films",
      {
        title: "片名",
        originalTitle: "原名",
        year: "年份",
        runtime: "片长",
        genres: "类型",
        directors: "导演",
        releaseDate: "上映日期",
        imdbId: "imdb",
      },
    ]);
    expect(guess.mapping?.fields.genres?.as).toEqual({ list: { separator: "、" } });
  });

  test("genres in columns of their own", () => {
    const guess = guessed(`
      movie_id | title | genre_drama | genre_war | genre_sci_fi | shown
      1 | Two Lines | 1 | 0 | 0 | x
      2 | The Orchard | 1 | 0 | 1 | y`);
    expect(guess.mapping?.fields.genres).toEqual({
      column: "genre_drama",
      as: { flags: ["Drama", "War", "Sci fi"] },
    });
    expect(codes(guess, "genres")).toEqual(["flagColumns"]);
    expect(Object.keys(guess.reasons.leftOut)).toEqual(["shown"]);
  });

  test("what the date tells already follows from it", () => {
    const guess = guessed(`
      film | cinema | date | month | weekday | admissions
      Two Lines | Eight | 2018-03-16 | 3 | Fri | 12
      The Orchard | Eight | 2018-03-17 | 3 | Sat | 30`);
    expect(Object.values(guess.reasons.leftOut)).toEqual([
      { code: "derived", params: { column: "date" } },
      { code: "derived", params: { column: "date" } },
    ]);
  });

  test("reviews with texts are reviews, not ratings", () => {
    expect(
      columnsOf(
        guessed(`
      review_id | user | movie | rating | review | date
      1 | ada | Two Lines | 4/5 | A warm and careful film about two lines | 2018-03-16
      2 | li | The Orchard | 2/5 | It never finds the end it looks for | 2018-03-20`),
      )?.[0],
    ).toBe("reviews");
  });

  test("screens and venues of a house", () => {
    expect(columnsOf(guessed("Cinema | Screen | Seats\n Eight | 1 | 120\n Eight | 2 | 90"))).toEqual([
      "screens",
      { venue: "Cinema", name: "Screen", capacity: "Seats" },
    ]);
    expect(
      columnsOf(
        guessed("影院名称 | 时区 | 地区\n 灯笼影城 | Asia/Shanghai | CN\n 新城 | Asia/Shanghai | CN"),
      )?.[0],
    ).toBe("venues");
  });

  test("names that hold what is meant among other words", () => {
    expect(
      columnsOf(
        guessed(`
      影片编码 | 影院编码 | 影院名称 | 放映日期 | 总场次 | 总人次 | 总票房 | 平均票价
      001104552018 | 31011401 | 灯笼影城 | 2018/3/16 | 6 | 345 | 12345.5 | 35.8
      001104552019 | 31011402 | 新灯影城 | 2018/3/17 | 4 | 120 | 4800 | 40`),
      ),
    ).toEqual([
      "showings",
      {
        film: "影片编码",
        venue: "影院名称",
        date: "放映日期",
        showings: "总场次",
        admissions: "总人次",
        gross: "总票房",
        price: "平均票价",
      },
    ]);
    expect(
      columnsOf(
        guessed(`
      profile_id | title_name | start_time | duration | device
      p1 | Two Lines | 2023-01-02 20:00:11 | 01:23:45 | TV
      p2 | The Orchard | 2023-01-03 20:00:11 | 00:13:45 | Phone`),
      ),
    ).toEqual([
      "interactions",
      { member: "profile_id", filmTitle: "title_name", at: "start_time", watched: "duration" },
    ]);
    const critics = guessed(`
      link_id | critic_name | review_type | review_score | review_date | review_content
      m/1 | Ada B | Fresh | 3.5/5 | 2010-02-06 | Fuses an old tale to a new place with care
      m/2 | Li C | Rotten | 2/5 | 2010-02-09 | Uneven and far too long for what it says`);
    expect(critics.mapping?.fields.polarity?.as?.polarity).toEqual({ Fresh: 1, Rotten: -1 });
  });

  test("a table of something else is none of ours, and says so", () => {
    const guess = guessed("Invoice | Amount | VAT\n 2018-1 | 12,50 | 2,63\n 2018-2 | 7,00 | 1,47");
    expect(guess.mapping).toBeNull();
    expect(guess.reasons.kind.code).toBe("nothingKnown");
    expect(guess.confident).toBe(false);
  });
});

describe("by values alone", () => {
  const bare = (rows: readonly (readonly string[])[]): TableGuess =>
    guessMapping({
      name: "x.txt",
      columns: (rows[0] ?? []).map((_, i) => String(i + 1)),
      named: false,
      // The texts differ, as texts do.
      sample: Array.from({ length: 30 }, (_, i) =>
        rows.map((cells) => cells.map((cell) => (cell.includes(" ") ? `${cell} ${i}` : cell))),
      ).flat(),
    });
  const good = [
    "a great film , moving and beautiful",
    "温暖 感动 喜欢 , 好看 的 电影",
    "funny charming and smart all the way",
  ];
  const bad = ["a boring mess that fails to move", "无聊 烂片 , 失望 的 很", "dull lazy and far too long"];

  test.each([
    ["0", "1"],
    ["1", "0"],
    ["2", "1"],
  ])("texts with labels: %s is bad and %s is good, whatever the numbers", (badLabel, goodLabel) => {
    const guess = bare([...good.map((text) => [goodLabel, text]), ...bad.map((text) => [badLabel, text])]);
    expect(guess.mapping?.kind).toBe("reviews");
    expect(guess.mapping?.fields.polarity?.as?.polarity).toEqual({ [badLabel]: -1, [goodLabel]: 1 });
    expect(codes(guess, "polarity")).toEqual(["values", "polarityByWords"]);
    expect(guess.confident).toBe(true);
  });

  test("texts that tell nothing leave a guess to be looked at", () => {
    const guess = bare([
      ["0", "the film that was shown here on a monday"],
      ["1", "another film that was shown on a tuesday"],
      ["1", "one more film that was shown on a sunday"],
    ]);
    expect(codes(guess, "polarity")).toEqual(["values", "polarityAssumed"]);
    expect(guess.confident).toBe(false);
  });

  test("ratings without a header", () => {
    const rows = Array.from({ length: 40 }, (_, i) => [
      String(100 + i),
      String(40 + i * 3),
      String((i % 5) + 1),
      String(881_250_949 + i),
    ]);
    expect(columnsOf(bare(rows))).toEqual(["interactions", { member: "1", film: "2", rating: "3", at: "4" }]);
  });
});

test("any table gets a mapping that passes the contract, or none", () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.integer({ min: -5, max: 2_000_000_000 }).map(String),
    fc.constantFrom("2018-03-16", "tt0114709", "[]", "a@b.org", "4.5", "1/2", "评分", "__proto__", "=1+1"),
  );
  const header = fc.constantFrom(
    "film",
    "title",
    "user id",
    "rating",
    "date",
    "tag",
    "text",
    "评分",
    "人次",
    "cinema",
    "x",
    "__proto__",
    "",
  );
  const table = fc.integer({ min: 1, max: 6 }).chain((width) =>
    fc.record({
      columns: fc.uniqueArray(header, { minLength: width, maxLength: width }),
      sample: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }),
      named: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(table, (some) => {
      const { mapping, reasons } = guessMapping({ name: "x", ...some });
      if (mapping) expect(TableMapping.parse(mapping)).toEqual(mapping);
      for (const { column } of Object.values(mapping?.fields ?? {}))
        if (column !== null) expect(some.columns).toContain(column);
      for (const field of Object.keys(mapping?.fields ?? {}))
        expect(reasons.fields[field]?.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});

test.each([
  [["1", "5", "3"], { min: 1, max: 5, step: 1 }],
  [["4.0", "5.0", "3.0"], { min: 0.5, max: 5, step: 0.5 }],
  [["7", "10"], { min: 1, max: 10, step: 1 }],
  [["7.3", "9.9"], { min: 0, max: 10, step: 0.1 }],
  [["4.5/5", "3/5"], { min: 0, max: 5, step: 0.5 }],
  [["8/10", "3/10"], { min: 0, max: 10, step: 1 }],
  [["87%", "12%"], { min: 0, max: 100, step: 1 }],
  [["★★★½", "★"], { min: 0.5, max: 5, step: 0.5 }],
  [["881250949"], null],
  [["good"], null],
] as const)("the scale of %s", (values, scale) => {
  expect(
    guessScale(
      profileOf(
        "r",
        0,
        values.map((value) => [value]),
      ),
    ),
  ).toEqual(scale);
});

test.each([
  ["userId", "user id"],
  ["FILM_CODE", "film code"],
  ["Runtime (mins)", "runtime"],
  ["IMDbRating", "im db rating"],
  ["场次（场）", "场次"],
  ["\uFEFFmovieId", "movie id"],
])("%s is %s", (name, words) => expect(headerWords(name)).toBe(words));

test("a table of 2,000 columns is guessed in a moment", () => {
  const columns = Array.from({ length: 2_000 }, (_, i) => `rating date film ${i}`);
  const row = columns.map((_, i) => ["2018-03-16", "4.5", "Two Lines", "1,234.50"][i % 4] ?? "");
  const started = process.cpuUsage();
  guessMapping({ name: "wide.csv", columns, named: true, sample: Array.from({ length: 100 }, () => row) });
  // Time on the processor: what else the machine does must not count.
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(6_000);
});
