/**
 * Whether a row's record stands in the library already: the second row of an import that tells of one record is a
 * duplicate, however late it comes. What another import told may change.
 */
import { interactionKindCode } from "../../../../shared/domain/interactions.ts";
import { memberHasher } from "../../privacy/member-hash.ts";
import type { Connection } from "../../store/library.ts";
import type { MemberRecord, Staged } from "../records/record.ts";

const traits = ["joined", "ageBand", "gender", "occupation", "area"] as const;
const tellsTraits = (record: MemberRecord): boolean => traits.some((trait) => record[trait] !== null);

const member = "(SELECT id FROM member WHERE key = @member)";
const film = "(SELECT film FROM film_key WHERE source = @system AND key = @film)";
const venue = `coalesce((SELECT venue FROM import_venue WHERE import_run = @run AND key = @venue),
  (SELECT id FROM venue WHERE name = @venue OR name_zh = @venue))`;

/** `anyImport`: the row was refused as a duplicate, be the record of an earlier import or of this one. */
export type Standing = (staged: Staged, anyImport: boolean) => boolean;

export const standingIn = (db: Connection, run: number, system: string): Standing => {
  const hashOf = memberHasher(db, system);
  const known = new Map<string, ReturnType<Connection["prepare"]>>();
  const found = (from: string, where: string, values: object, anyImport: boolean): boolean => {
    const sql = `SELECT 1 FROM ${from} WHERE ${where}
      AND (@any OR r.import_run IN (SELECT id FROM import_run WHERE @run IN (id, fix_of)))`;
    const statement = known.get(sql) ?? db.prepare(sql);
    known.set(sql, statement);
    return statement.get({ ...values, run, system, any: anyImport ? 1 : 0 }) !== undefined;
  };
  return ({ kind, record }, any) => {
    switch (kind) {
      case "films":
        // A row without a title only adds to its film.
        return (
          record.title !== null &&
          found("film_key AS r", "r.source = @system AND r.key = @key", { key: record.key }, any)
        );
      case "members":
        // Whoever an import knows by their visits alone has traits to come.
        return (
          tellsTraits(record) &&
          found(
            "member AS r",
            "r.key = @key AND coalesce(r.joined, r.age_band, r.gender, r.occupation, r.area) IS NOT NULL",
            { key: hashOf(record.key) },
            any,
          )
        );
      case "interactions":
        return found(
          "interaction AS r",
          `r.member = ${member} AND r.film = ${film} AND r.kind = @kind AND r.at = @at`,
          {
            member: hashOf(record.member),
            film: record.film,
            kind: interactionKindCode(record.kind),
            at: record.at,
          },
          any,
        );
      case "tags":
        return found(
          "tag AS r",
          `r.member = ${member} AND r.film = ${film} AND r.text = @text AND r.at = @at`,
          { member: hashOf(record.member), film: record.film, text: record.text, at: record.at },
          any,
        );
      case "showings": {
        const { venue: where, screen, date, start } = record;
        // Another part of a showing adds to it.
        const adds = Boolean(record.part) && !any;
        if (start === null && adds) return false;
        if (start === null)
          return found(
            "attendance_day AS r",
            `r.venue = ${venue} AND r.film = ${film} AND r.date = @date`,
            { venue: where, film: record.film, date },
            any,
          );
        // In a room without a name any showing at that time takes the place.
        return found(
          "showing AS r JOIN screen AS s ON s.id = r.screen",
          `s.venue = ${venue} AND (@screen IS NULL OR s.name = @screen) AND r.business_date = @date AND r.start = @start
            AND (@adds = 0 OR r.film <> ${film})`,
          { venue: where, screen, date, start, film: record.film, adds: adds ? 1 : 0 },
          any,
        );
      }
      case "reviews":
        return found("review AS r", "r.source = @system AND r.key = @key", { key: record.key }, any);
      case "venues":
      case "screens":
      case "posters":
        return false;
    }
  };
};
