/** Reputation over what was read: everything is summed up here, from columns that the data service hands out. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { reputationContract, SubjectKind } from "../../shared/contract/reputation.ts";
import type { Said, SaidSubjects } from "../../shared/contract/said.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { IsoDate } from "../../shared/domain/slate.ts";
import { alertsOf } from "../models/voices/alerts.ts";
import {
  apartFrom,
  levelOf,
  type Subject,
  subjectsOf,
  summaryOf,
  usualLevel,
} from "../models/voices/reputation.ts";
import { topicsOf } from "../models/voices/topics.ts";
import { type NoLibrary, received } from "./received.ts";
import { saidUntil } from "./until.ts";

interface Heard {
  readonly said: Said;
  readonly known: SaidSubjects;
  readonly subjects: readonly Subject[];
}

const mostTexts = 1500;
const page = 500;

/** As many as `most`, evenly spread. */
const sampled = (rows: readonly number[], most: number): number[] =>
  rows.length <= most
    ? [...rows]
    : Array.from({ length: most }, (_, k) => rows[Math.floor((k * rows.length) / most)] as number);

export const reputationHandlers = (connected: Promise<DataClient>): Handlers<typeof reputationContract> => {
  const hear = async (kind: SubjectKind, until: IsoDate | null): Promise<Result<Heard, NoLibrary>> => {
    const data = await connected;
    const all = received(await data.said({}));
    if (!all.ok) return all;
    const said = saidUntil(all.value, until);
    const known = received(await data.saidSubjects({}));
    if (!known.ok) return known;
    return ok({ said, known: known.value, subjects: subjectsOf(kind, said, known.value) });
  };

  const textsOf = async (ids: readonly number[]): Promise<Map<number, string>> => {
    const data = await connected;
    const texts = new Map<number, string>();
    for (let from = 0; from < ids.length; from += page) {
      const answer = received(await data.shownTexts({ ids: ids.slice(from, from + page) }));
      if (answer.ok) for (const { id, text } of answer.value.texts) texts.set(id, text);
    }
    return texts;
  };

  const topics = async ({ said, known, subjects }: Heard, subject: Subject, kind: SubjectKind) => {
    const own = sampled(apartFrom(said, subject.rows), mostTexts);
    const mine = new Set(subject.rows);
    const kin = subjects.flatMap(({ rows }) => rows).filter((n) => !mine.has(n));
    // A house alone is compared with what is said of films.
    const others = sampled(
      kin.length > 0 ? kin : [...said.ids.keys()].filter((n) => !mine.has(n)),
      mostTexts,
    );
    const ids = (rows: readonly number[]): number[] => rows.map((n) => said.ids[n] as number);
    const texts = await textsOf([...ids(own), ...ids(others)]);
    const text = (n: number): string => texts.get(said.ids[n] as number) ?? "";
    // Whoever else made the films is no topic either.
    const people = known.people.filter(({ film }) => kind !== "film" || String(film) === subject.key);
    const names = [subject, ...(kind === "venue" ? [] : people)].flatMap(({ name, nameZh }) => [
      name,
      nameZh ?? "",
    ]);
    return topicsOf(own.map(text), others.map(text), names).map(({ words, texts: held }) => {
      const rows = held.map((place) => own[place] as number);
      return {
        words,
        texts: rows.length,
        positive: rows.reduce((sum, n) => sum + (said.positive[n] as number), 0) / rows.length,
        evidence: ids(rows.filter((n) => said.copies[n] === 0).slice(-6)).reverse(),
      };
    });
  };

  return {
    async reputations({ kind, until }) {
      const heard = await hear(kind, until);
      if (!heard.ok) return heard;
      const { said, subjects } = heard.value;
      const usual = usualLevel(said, subjects);
      const rows = subjects.map(({ key, name, nameZh, rows: all }) => {
        const own = apartFrom(said, all);
        const sum = own.reduce((total, n) => total + (said.positive[n] as number), 0);
        return {
          ...{ kind, key, name, nameZh },
          texts: all.length,
          level: levelOf(sum, own.length, usual),
          alerts: alertsOf(kind, said, all).length,
        };
      });
      return ok({ rows, texts: said.ids.length, keptBack: said.keptBack });
    },
    async reputation({ kind, key, until }) {
      const heard = await hear(kind, until);
      if (!heard.ok) return heard;
      const { said, subjects } = heard.value;
      const subject = subjects.find((each) => each.key === key);
      if (!subject) return err({ type: "NotFound" });
      return ok({
        ...summaryOf(kind, said, subject, subjects),
        topics: await topics(heard.value, subject, kind),
      });
    },
  };
};
