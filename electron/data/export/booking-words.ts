/** What a booking sheet says, on paper and in a workbook alike. */
import type { ExportLanguage } from "../../../shared/contract/export.ts";
import type { Booking } from "./bookings.ts";
import { weekdayLabel } from "./date-labels.ts";
import type { ExportTexts } from "./texts.ts";

export const kindWords = ({ kind }: Booking, texts: ExportTexts): string =>
  ({
    preview: texts.preview,
    opening: texts.opening,
    hold: texts.holdover,
    final: texts.final,
    off: texts.off,
  })[kind];

/** "1 Aurora ×14, 3 Canal ×7": no line ends within a screen. */
export const screenWords = ({ screens }: Booking): string =>
  screens.map(({ name, showings }) => `${name.replaceAll(" ", "\u00a0")}\u00a0×${showings}`).join(", ");

/** "Met", or "Missed: Fri 2, Sat 1": the shows there are on the days that have too few; then how many are only pencilled in. */
export const termWords = (
  { missed, pencilled }: Booking,
  texts: ExportTexts,
  language: ExportLanguage,
): string => {
  const terms =
    missed.length === 0
      ? texts.met
      : `${texts.missed}: ${missed.map(({ day, shows }) => `${weekdayLabel(day, language)} ${shows}`).join(", ")}`;
  return pencilled === 0 ? terms : `${terms}; ${texts.pencilled} ${pencilled}`;
};
