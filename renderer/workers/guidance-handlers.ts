/** Marketing guidance of a film: summed up here, from texts of the library and attendance that the page hands in. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { Delight, guidanceContract } from "../../shared/contract/guidance.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import {
  aspectLevels,
  attentionOf,
  leadQuotes,
  phasesOf,
  praising,
  troublesOf,
  usualPraise,
} from "../models/voices/guidance.ts";
import { received } from "./received.ts";

const mostCandidates = 500;
/** Of the rating scale: nobody is quoted who rated lower. */
const ratedFrom = 0.7;

export const guidanceHandlers = (connected: Promise<DataClient>): Handlers<typeof guidanceContract> => ({
  async guidance({ film, segment, days }) {
    const data = await connected;
    const answers = {
      said: received(await data.said({})),
      known: received(await data.saidSubjects({})),
      written: received(await data.segmentTexts({ film })),
      scale: received(await data.ratingScale({})),
    };
    if (!answers.said.ok) return answers.said;
    if (!answers.known.ok) return answers.known;
    if (!answers.written.ok) return answers.written;
    if (!answers.scale.ok) return answers.scale;
    const [said, known, { segments }] = [answers.said.value, answers.known.value, answers.written.value];
    const subject = known.films.find(({ id }) => id === film);
    if (!subject) return err({ type: "NotFound" });
    const rows = [...said.films.keys()].filter((n) => said.films[n] === film);
    const usual = usualPraise(said);
    const rowsOf = (texts: Int32Array): number[] => {
      const held = new Set(texts);
      return rows.filter((n) => held.has(said.ids[n] as number));
    };
    const everybody = aspectLevels(said, rows, usual);
    const delights: Delight[] = [
      { ...{ id: null, name: "", nameZh: null, texts: rows.length }, aspects: everybody },
      ...segments.map(({ id, name, nameZh, texts }) => {
        const own = texts === null ? [] : rowsOf(texts);
        return {
          ...{ id, name, nameZh, texts: texts === null ? null : own.length },
          aspects: aspectLevels(said, own, usual),
        };
      }),
    ];
    const chosen = segments.find(({ id }) => id === segment)?.texts ?? null;
    const heard = chosen === null ? rows : rowsOf(chosen);
    const levels = delights.find(({ id }) => id === (chosen === null ? null : segment))?.aspects ?? everybody;
    const candidates = praising(said, heard)
      .slice(0, mostCandidates)
      .map((n) => said.ids[n] as number);
    const shown = received(await data.shownTexts({ ids: candidates }));
    if (!shown.ok) return shown;
    const textOf = new Map(shown.value.texts.map((text) => [text.id, text]));
    const { min, max } = answers.scale.value;
    const attention = attentionOf(film, said, known, days);
    return ok({
      ...{ film, name: subject.title, nameZh: subject.titleZh, releaseDate: subject.releaseDate },
      ...{ segment: chosen === null ? null : segment, texts: rows.length, delights },
      quotes: leadQuotes(
        candidates.flatMap((id) => textOf.get(id) ?? []),
        levels.map(({ aspect }) => aspect),
        min + ratedFrom * (max - min),
      ),
      weeks: attention.weeks,
      phases: phasesOf(attention, subject.releaseDate, levels),
      troubles: troublesOf(said, known, rows),
    });
  },
});
