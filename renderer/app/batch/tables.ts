/** The tables and segments without a window. */

import type { FilmRow } from "../../../shared/contract/catalogue.ts";
import type { DataClient } from "../../../shared/contract/data.ts";
import type { FilmQuery } from "../../../shared/contract/table-query.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import type { RuleGroup } from "../../../shared/domain/segment-rule.ts";
import { unwrap } from "../../client/read.ts";

interface Asked {
  readonly clients: { readonly data: DataClient };
  readonly file: (name: string) => string;
  readonly option: <T extends string | number | boolean>(name: string, otherwise: T) => T;
}

/** JSON of the command line; what it must look like is for the contract to say. */
const json = <T>(name: string, text: string): T => {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Failure({ type: "InvalidInput", detail: `--${name} is no JSON` } as { type: string });
  }
};

const line = ({ id, title, year, genres, ratings, tickets }: FilmRow): string =>
  `${String(id).padStart(7)}  ${title}${year === null ? "" : ` (${year})`}  ${genres.join(", ")}  ${ratings ?? "few"} ratings, ${tickets ?? "few"} tickets`;

export const films = async ({ clients, file, option }: Asked) => {
  await unwrap(clients.data.openLibrary({ file: file("library") }));
  const sort = option("sort", "title");
  const { total, rows } = await unwrap(
    clients.data.listFilms({
      search: option("search", ""),
      filters: json<FilmQuery["filters"]>("filter", option("filter", "[]")),
      order: sort.replace(/^-/, "") as FilmQuery["order"],
      descending: sort.startsWith("-"),
      offset: 0,
      limit: option("limit", 100),
    }),
  );
  return { result: { total, films: rows }, summary: [`${total} films`, ...rows.map(line)].join("\n") };
};

export const segments = async ({ clients, file, option }: Asked) => {
  await unwrap(clients.data.openLibrary({ file: file("library") }));
  const text = option("rule", "");
  if (text === "") {
    const listed = await unwrap(clients.data.listSegments({}));
    const lines = listed.segments.map(({ name, kind, members }) => `${name} (${kind}): ${members}`);
    return { result: listed, summary: lines.join("\n") };
  }
  const rule = json<RuleGroup>("rule", text);
  const { members, total } = await unwrap(clients.data.countRule({ rule }));
  const name = option("save", "");
  const segment =
    name === "" ? null : (await unwrap(clients.data.saveSegment({ id: null, name, nameZh: null, rule }))).id;
  return {
    result: { members, total, segment },
    summary: `${members ?? "too few to tell"} of ${total} members${segment === null ? "" : `, kept as segment ${segment}`}`,
  };
};
