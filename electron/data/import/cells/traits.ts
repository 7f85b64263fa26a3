/** What a source tells of a member, made coarse enough to single nobody out: an age becomes a band, a postal code an area. */

import { longestValue } from "./bounds.ts";

/** Lower bounds of ml-1m's bands; exact ages fall into the same ones. */
const ageBands: readonly (readonly [from: number, name: string])[] = [
  [56, "56+"],
  [50, "50-55"],
  [45, "45-49"],
  [35, "35-44"],
  [25, "25-34"],
  [18, "18-24"],
  [0, "0-17"],
];
const oldest = 120;

/** An age, or a band of ages ("18-24", "18 to 24", "56+", "under 18", "18至24岁"), as one of the library's bands. */
export const readAgeBand = (text: string): string | null => {
  if (text.length > longestValue) return null;
  const plain = text.normalize("NFKC").trim();
  if (/^(?:<|under|below|unter)\s*1[0-8]|^1[0-8]岁?以下$/i.test(plain)) return "0-17";
  const [, from, to] =
    /^(\d{1,3})(?:\.0)?\s*(?:[-–~]|to|bis|至|到)?\s*(\d{1,3})?\s*(?:\+|or over|以上)?\s*(?:years?|yrs?|岁|歲)?(?:\s*(?:old|以上))?$/i.exec(
      plain,
    ) ?? [];
  if (from === undefined) return null;
  // The middle of a band decides, so that bands cut otherwise land where most of them lies.
  const age = to === undefined ? Number(from) : (Number(from) + Number(to)) / 2;
  return age > oldest ? null : (ageBands.find(([least]) => age >= least)?.[1] ?? null);
};

const genders: Readonly<Record<"F" | "M", readonly string[]>> = {
  F: ["f", "female", "woman", "w", "weiblich", "femme", "女", "女性", "女士"],
  M: ["m", "male", "man", "männlich", "homme", "男", "男性", "先生"],
};

export const readGender = (text: string): string | null => {
  const word = text.trim().toLowerCase();
  return genders.F.includes(word) ? "F" : genders.M.includes(word) ? "M" : null;
};

/** A full postal code singles people out: its beginning names an area. Names of places stay. */
const postalLength = 3;
const longestArea = 40;

export const readArea = (text: string): string | null => {
  const plain = text.trim();
  const area = /\d/.test(plain) ? plain.slice(0, postalLength) : plain.slice(0, longestArea);
  return area.trim() || null;
};
