/** The seven forms and the files that each is written as. */
import type { ExportForm, ExportLanguage } from "../../../shared/contract/export.ts";
import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import type { Session } from "../session.ts";
import { bookingHtml } from "./booking-html.ts";
import { bookingXlsx } from "./booking-xlsx.ts";
import { bookingsOf, byDistributor } from "./bookings.ts";
import { compositionCsv, compositionXlsx } from "./composition-list.ts";
import type { CompositionUse } from "./compositions.ts";
import { planCsv } from "./csv.ts";
import { planHtml } from "./html.ts";
import { planCalendar } from "./icalendar.ts";
import type { Issued } from "./issued.ts";
import { planJson } from "./json.ts";
import { planJsonLd } from "./json-ld.ts";
import type { ShowingView } from "./plan-view.ts";
import { exportTexts } from "./texts.ts";
import { planXlsx } from "./xlsx.ts";

export interface ExportMaterial {
  readonly document: PlanDocument;
  readonly views: readonly ShowingView[];
  readonly issued: readonly Issued[];
  readonly uses: readonly CompositionUse[];
  readonly language: ExportLanguage;
}

type Content = string | Uint8Array;
export interface Output {
  readonly form: ExportForm;
  /** What follows the name of the plan. */
  readonly ending: string;
  readonly write: (material: ExportMaterial, printPdf: Session["printPdf"]) => Content | Promise<Content>;
  /** A preview's lines. */
  readonly outline: (material: ExportMaterial) => string[];
}

const firstLines = (content: string): string[] => content.replace(/^\uFEFF/, "").split(/\r?\n/, 7);
const pagesOf = (page: string): number => page.match(/<section class="page/g)?.length ?? 0;

const written = (form: ExportForm, ending: string, write: (material: ExportMaterial) => string): Output => ({
  form,
  ending,
  write,
  outline: (material) => firstLines(write(material)),
});

const printed = (
  form: ExportForm,
  ending: string,
  size: "A3" | "A4",
  page: (material: ExportMaterial) => string,
): Output => ({
  form,
  ending,
  write: (material, printPdf) => printPdf(page(material), { size, landscape: true }),
  outline: (material) => {
    const texts = exportTexts(material.language);
    return [`${size} · ${pagesOf(page(material))} ${texts.pages}`];
  },
});

const sheets = (language: ExportLanguage, names: readonly string[]): string[] => [
  `${exportTexts(language).sheets}: ${names.join(" · ")}`,
];

export const outputs: readonly Output[] = [
  {
    form: "grid",
    ending: ".xlsx",
    write: ({ document, views, language }) => planXlsx(document, views, language),
    outline: ({ language }) => {
      const { sheetWeek, sheetShowings, sheetBookings, plan } = exportTexts(language);
      return sheets(language, [sheetWeek, sheetShowings, sheetBookings, plan]);
    },
  },
  printed("grid", ".pdf", "A3", ({ document, views, language }) => planHtml(document, views, language)),
  {
    form: "booking",
    ending: " bookings.xlsx",
    write: ({ document, views, language }) => bookingXlsx(document, views, language),
    outline: ({ document, views, language }) =>
      sheets(
        language,
        byDistributor(bookingsOf(document, views)).map(
          ({ distributor }) => distributor ?? exportTexts(language).noDistributor,
        ),
      ),
  },
  printed("booking", " bookings.pdf", "A4", ({ document, views, language }) =>
    bookingHtml(document, views, language),
  ),
  {
    form: "kdm",
    ending: " KDM.xlsx",
    write: ({ document, uses, language }) => compositionXlsx(document, uses, language),
    outline: ({ language }) => {
      const { sheetKdm, sheetAbout } = exportTexts(language);
      return sheets(language, [sheetKdm, sheetAbout]);
    },
  },
  written("kdm", " KDM.csv", ({ document, uses }) => compositionCsv(document, uses)),
  written("sessions", ".csv", ({ document, views }) => planCsv(document, views)),
  written("jsonld", ".jsonld", ({ document, views, issued }) => planJsonLd(document, views, issued)),
  written("ical", ".ics", ({ document, views, issued, language }) =>
    planCalendar(document, views, issued, language),
  ),
  written("json", ".json", ({ document }) => planJson(document)),
];
