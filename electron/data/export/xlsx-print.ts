import type { Feature } from "write-excel-file/node";
import { html } from "./markup.ts";
import type { FileContent } from "./xlsx-cells.ts";

/** Every sheet prints on A3, as wide as the page and as long as it needs, its frozen rows on top of each page. */
export const printSetup: Feature<FileContent> = {
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml) =>
          xml.replace(/(<worksheet\b[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
        transformElementAttributes: (tag, attributes) =>
          tag === "pageSetup" ? { ...attributes, paperSize: 8, fitToWidth: 1, fitToHeight: 0 } : attributes,
      },
      "xl/workbook.xml": {
        transform: (xml, sheets) => {
          const titles = sheets.flatMap(({ sheet, stickyRowsCount }, index) =>
            sheet && stickyRowsCount
              ? `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${html`'${sheet.replaceAll("'", "''")}'`.markup}!$1:$${stickyRowsCount}</definedName>`
              : [],
          );
          return xml.replace("<definedNames/>", () => `<definedNames>${titles.join("")}</definedNames>`);
        },
      },
    },
  },
};
