/** `matrix`: what share of each segment would like each film. */
import type { FilmQuery } from "../../../shared/contract/catalogue.ts";
import type { DataClient } from "../../../shared/contract/data.ts";
import type { LearnedClient } from "../../../shared/contract/learned.ts";
import { unwrap } from "../../client/read.ts";

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

interface Asked {
  readonly clients: { readonly data: DataClient; readonly training: () => Promise<LearnedClient> };
  readonly file: (name: string) => string;
  readonly option: <T extends string | number | boolean>(name: string, otherwise: T) => T;
  readonly say: (line: string) => void;
}

export const matrix = async ({ clients, file, option, say }: Asked) => {
  const { data } = clients;
  await unwrap(data.openLibrary({ file: file("library") }));
  const training = await clients.training();
  const today = new Date().toISOString().slice(0, 10);
  const coming: Partial<FilmQuery> = {
    filters: [{ type: "dates", column: "releaseDate", from: today, to: null }],
    order: "releaseDate",
  };
  const { rows } = await unwrap(
    data.listFilms({
      ...(option<string>("films", "seen") === "coming" ? coming : { order: "ratings", descending: true }),
      offset: 0,
      limit: option("top", 20),
    }),
  );
  const films = rows.map(({ id }) => id);
  if (films.length === 0) return { result: { films: [], rows: [] }, summary: "No films." };
  const { segments } = await unwrap(data.listSegments({}));
  const everybody = await unwrap(training.likeShares({ films }));
  const lines = [
    {
      segment: null as number | null,
      name: "everybody",
      members: null as number | null,
      shares: everybody.shares,
    },
  ];
  /** Groups too small to be told. */
  const kept: { segment: number; name: string }[] = [];
  for (const { id, name, members } of segments) {
    say(name);
    if (members === null) {
      kept.push({ segment: id, name });
      continue;
    }
    const listed = await unwrap(data.segmentMembers({ segment: id }));
    const { shares } = await unwrap(training.likeShares({ films, members: [...listed.members] }));
    lines.push({ segment: id, name, members, shares });
  }
  return {
    result: {
      model: everybody.model,
      films: rows.map(({ id, title }) => ({ film: id, title })),
      rows: lines,
      kept,
    },
    summary: lines
      .map(
        ({ name, shares }) =>
          `${name}: ${shares.map(({ likeShare }, at) => `${rows[at]?.title ?? ""} ${percent(likeShare)}`).join(", ")}`,
      )
      .concat(kept.map(({ name }) => `${name}: too few to tell`))
      .join("\n"),
  };
};
