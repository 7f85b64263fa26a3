/** Models of texts; they need no graphics. */
import type { textContract } from "../../shared/contract/texts.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { breather } from "../models/optimise.ts";
import { runTextProtocol } from "../models/protocols/texts.ts";

export const textHandlers = (): Handlers<typeof textContract> => ({
  evaluateTexts(request, { signal, progress }) {
    const started = performance.now();
    const breathe = breather(30);
    return runTextProtocol(request, {
      async breathe() {
        await breathe();
        signal.throwIfAborted();
      },
      told(share) {
        const elapsed = (performance.now() - started) / 1000;
        progress({ share, secondsLeft: share > 0 ? (elapsed * (1 - share)) / share : null });
      },
    });
  },
});
