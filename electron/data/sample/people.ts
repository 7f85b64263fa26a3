/** Invented film people, each with a name in both scripts. */
import { pick, streamOf } from "./chance.ts";
import type { NameSource } from "./sources.ts";
import { counts } from "./truth.ts";

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly nameZh: string;
  readonly chinese: boolean;
}

export const makePeople = (names: NameSource, seed: number): Person[] => {
  const random = streamOf(seed, "people");
  const people: Person[] = [];
  const taken = new Set<string>();
  while (people.length < counts.people) {
    const chinese = random() < 0.34;
    const [given, givenZh] = pick((chinese ? names.chinese : names.western).given, random);
    const [family, familyZh] = pick((chinese ? names.chinese : names.western).family, random);
    const name = `${given} ${family}`;
    if (taken.has(name)) continue;
    taken.add(name);
    const nameZh = chinese ? familyZh + givenZh : `${givenZh}·${familyZh}`;
    people.push({ id: people.length + 1, name, nameZh, chinese });
  }
  return people;
};
