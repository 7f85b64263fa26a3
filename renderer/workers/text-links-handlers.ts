/** Finds texts whose link to a film or a house is in doubt. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { DoubtfulLink, textLinksContract } from "../../shared/contract/text-links.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { ok } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { DoubtfulLinks } from "../models/voices/doubtful-links.ts";
import { received } from "./received.ts";

const batch = 2000;

export const textLinksHandlers = (connected: Promise<DataClient>): Handlers<typeof textLinksContract> => ({
  async doubtfulLinks({ limit }, { signal, progress }) {
    const started = performance.now();
    const data = await connected;
    const [state, names] = [received(await data.readingState({})), received(await data.linkNames({}))];
    if (!state.ok) return state;
    if (!names.ok) return names;
    const doubts = new DoubtfulLinks(names.value);
    const breathe = breather(30);
    const links: DoubtfulLink[] = [];
    let [total, done] = [0, 0];
    for (let after = 0; ; ) {
      signal.throwIfAborted();
      const page = received(await data.storedTexts({ reader: state.value.reader, after, limit: batch }));
      if (!page.ok) return page;
      const { ids, films, venues, texts } = page.value;
      if (ids.length === 0) return ok({ links, total });
      for (const [n, text] of texts.entries()) {
        const link = doubts.of(ids[n] as number, text, films[n] as number, venues[n] as number);
        if (link) total++;
        if (link && links.length < limit) links.push(link);
        await breathe();
        signal.throwIfAborted();
      }
      after = ids.at(-1) as number;
      done += ids.length;
      const share = Math.min(1, done / state.value.texts);
      progress({ share, secondsLeft: ((performance.now() - started) / 1000) * (1 / share - 1) });
    }
  },
});
