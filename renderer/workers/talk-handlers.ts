/** What goes with talk: texts of the library against attendance that the page hands in. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { talkContract } from "../../shared/contract/talk.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { fewestFilms, talkEffect } from "../models/voices/talk-effect.ts";
import { talkPanel } from "../models/voices/talk-panel.ts";
import { textBenefit } from "../models/voices/text-benefit.ts";
import { received } from "./received.ts";
import type { TrainingLibrary } from "./training-library.ts";

export const talkHandlers = (
  connected: Promise<DataClient>,
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof talkContract> => ({
  async textBenefit(_input, { signal }) {
    const [read, said] = [await (await library()).read(signal), received(await (await connected).said({}))];
    if (!read.ok) return read;
    if (!said.ok) return said;
    return ok({ benefit: textBenefit(read.value.ratings, said.value) });
  },
  async talkEffect({ days, film }) {
    const data = await connected;
    const said = received(await data.said({}));
    if (!said.ok) return said;
    const effect = talkEffect(talkPanel(said.value, days), film);
    return typeof effect === "number"
      ? err({ type: "TooLittleTalk", films: effect, needed: fewestFilms })
      : ok(effect);
  },
});
