/** What people say: texts in files and in the library. */
import type { textDataContract } from "../../../shared/contract/texts.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { pathOf, type Session } from "../session.ts";
import { labelledTextsOf } from "./labelled-texts.ts";

export const voicesHandlers = (session: Session): Handlers<typeof textDataContract> => ({
  readLabelledTexts: async ({ file }) => {
    const path = pathOf(session, file);
    return path.ok ? labelledTextsOf(path.value) : path;
  },
});
