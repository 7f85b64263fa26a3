/** Films by their names in both languages. */
import type { NamedFilm } from "../../../shared/domain/briefing.ts";
import { unwrap } from "../read.ts";
import type { Asked } from "./source.ts";

export const titlesOf = async (
  { clients, signal }: Asked,
  films: readonly number[],
): Promise<(film: number) => NamedFilm> => {
  const { rows } = await unwrap(clients.data.filmTitles({ films: [...films] }, { signal }));
  const names = new Map(rows.map(({ id, title, titleZh }) => [id, { name: title, nameZh: titleZh }]));
  return (film) => ({ film, ...(names.get(film) ?? { name: String(film), nameZh: null }) });
};
