/** A library of many people who each leave their own marks, and a search of every byte on disk for the marks of one. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Connection } from "../store/library.ts";
import { forgottenLookup } from "./forgotten.ts";
import { type IdentifierKey, seal } from "./identifiers.ts";
import { memberHasher } from "./member-hash.ts";

export const system = "box-office";
export const sourceKeyOf = (member: number): string => `card-${member}-${(member * 7919).toString(36)}`;

/** Six bytes as SQLite stores them: no other number of the library has them. */
const momentOf = (member: number): number => 90_000_000_000_000 + member * 100_003;
const valueFor = (member: number): number => 1 + member / 999_983;
const reviewOf = (member: number): string =>
  `voice of number ${member}: ${"so it was ".repeat(3)}${member * 31}`;
const tagOf = (member: number): string => `mark-${member}-${member * 17}`;

export interface People {
  readonly members: number;
  readonly films: number;
  readonly filmsEach: number;
}

/** Rows in every table that can hold something of a member. `key` seals their identifiers. */
export const fillWithPeople = (
  db: Connection,
  { members, films, filmsEach }: People,
  key: IdentifierKey,
): void => {
  const hash = memberHasher(db, system);
  db.transaction(() => {
    db.exec(
      "INSERT INTO import_run VALUES (1, 'any', 'sales.csv', 1000, 1, 1, 0, 0, 0, 'box-office', 0, NULL, NULL)",
    );
    const film = db.prepare("INSERT INTO film (id, title) VALUES (?, ?)");
    for (let at = 1; at <= films; at++) film.run(at, `Film ${at}`);
    const add = db.prepare("INSERT INTO member (id, key, age_band, import_run) VALUES (?, ?, ?, 1)");
    const act = db.prepare("INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, ?, ?)");
    const tag = db.prepare("INSERT INTO tag (member, film, text, at) VALUES (?, ?, ?, ?)");
    const review = db.prepare(
      "INSERT INTO review (film, member, channel, language, at, text) VALUES (?, ?, 'review', 'en', ?, ?)",
    );
    const said = db.prepare(
      "INSERT INTO feedback (member, film, kind, at, change_set) VALUES (?, ?, 'up', ?, 1)",
    );
    const sealed = db.prepare("INSERT INTO member_identifier (member, field, sealed) VALUES (?, ?, ?)");
    const issue = db.prepare(
      "INSERT INTO import_issue VALUES (1, ?, 'sales.csv', ?, 'repaired', 'unknown-member', ?)",
    );
    const quarantine = db.prepare(
      "INSERT INTO quarantine (import_run, file, line, kind, rule, detail, cells) VALUES (1, 'sales.csv', ?, 'tags', 'blank-tag', '', ?)",
    );
    const change = db.prepare(
      "INSERT INTO change (change_set, ordinal, entity, key, before, after) VALUES (1, ?, ?, ?, ?, ?)",
    );
    db.exec("INSERT INTO segment (id, name, rule) VALUES (1, 'Regulars', '{}')");
    db.exec("INSERT INTO campaign VALUES ('c', 1, 'Voucher', 'offer', '2026-01-05', 8, 5, NULL)");
    db.exec("INSERT INTO change_set (id, at, kind, label) VALUES (1, 1, 'edit', 'x')");
    for (let member = 1; member <= members; member++) {
      const name = hash(sourceKeyOf(member));
      const hex = Buffer.from(name).toString("hex");
      add.run(member, name, member % 2 ? "25-34" : "35-44");
      for (let nth = 0; nth < filmsEach; nth++)
        act.run(member, 1 + ((member * 13 + nth * 29) % films), momentOf(member) + nth, valueFor(member));
      tag.run(member, 1 + (member % films), tagOf(member), momentOf(member));
      review.run(1 + (member % films), member, momentOf(member), reviewOf(member));
      said.run(member, 1 + (member % films), momentOf(member));
      sealed.run(member, "email", seal(key, name, "email", `p${member}@example.org`));
      db.prepare("INSERT INTO segment_member VALUES (1, ?)").run(member);
      db.prepare("INSERT INTO campaign_member VALUES ('c', ?, 1)").run(member);
      issue.run(member, member, hex);
      quarantine.run(member, JSON.stringify({ member: hex, text: "" }));
      change.run(
        3 * member,
        "member",
        JSON.stringify({ id: member }),
        JSON.stringify({ area: `place-${member * 53}` }),
        "{}",
      );
      change.run(3 * member + 1, "tag", JSON.stringify({ member, text: tagOf(member) }), null, "{}");
      change.run(
        3 * member + 2,
        "film",
        JSON.stringify({ id: 1 }),
        "{}",
        JSON.stringify({ note: `by ${hex}` }),
      );
    }
    db.exec("UPDATE setting SET value = '1' WHERE name = 'interaction_revision'");
  })();
};

const doubleBytes = (value: number, little: boolean): Buffer => {
  const bytes = Buffer.alloc(8);
  if (little) bytes.writeDoubleLE(value);
  else bytes.writeDoubleBE(value);
  return bytes;
};
const sixBytes = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes.subarray(2);
};

/** What only this member's rows hold, as it stands in the file. Taken before they are forgotten. */
export const marksOf = (db: Connection, member: number): Readonly<Record<string, Buffer>> => {
  const key = db.prepare("SELECT key FROM member WHERE id = ?").pluck().get(member) as Buffer;
  const sealed = db
    .prepare("SELECT sealed FROM member_identifier WHERE member = ?")
    .pluck()
    .get(member) as Buffer;
  return {
    hash: key,
    hex: Buffer.from(key.toString("hex")),
    sealed,
    review: Buffer.from(reviewOf(member)),
    tag: Buffer.from(tagOf(member)),
    moment: sixBytes(momentOf(member)),
    value: doubleBytes(valueFor(member), false),
    blockMoment: doubleBytes(momentOf(member), true),
    journal: Buffer.from(`place-${member * 53}"`),
  };
};

/** Names of the marks that stand anywhere in the files of a folder and those below it. */
export const marksIn = (
  folder: string,
  marks: Readonly<Record<string, Buffer>>,
): Record<string, string[]> => {
  const found: Record<string, string[]> = {};
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (statSync(join(folder, file)).isDirectory()) continue;
    const bytes = readFileSync(join(folder, file));
    for (const [name, mark] of Object.entries(marks))
      if (bytes.includes(mark)) found[name] = [...(found[name] ?? []), file];
  }
  return found;
};

export const isForgotten = (db: Connection, member: number): boolean =>
  forgottenLookup(db)(memberHasher(db, system)(sourceKeyOf(member)));
