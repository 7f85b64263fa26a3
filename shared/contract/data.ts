/** Every method of the data service, once. */

import { actualsContract } from "./actuals.ts";
import { allocationDataContract, keptAllocationContract } from "./allocation.ts";
import { aspectWordsDataContract } from "./aspect-words.ts";
import { audienceContract } from "./audience.ts";
import { catalogueContract } from "./catalogue.ts";
import { conceptsDataContract } from "./concepts.ts";
import { editsContract } from "./edits.ts";
import { encoderDataContract } from "./encoders.ts";
import { experienceDataContract } from "./experience.ts";
import { exportContract } from "./export.ts";
import { feedbackContract } from "./feedback.ts";
import { attendanceContract } from "./forecasting.ts";
import { guidanceDataContract } from "./guidance.ts";
import { holidaysContract } from "./holidays.ts";
import { imageDataContract } from "./images.ts";
import { importContract } from "./import.ts";
import { importReviewContract } from "./import-review.ts";
import { instanceContract } from "./instances.ts";
import { keptMapContract } from "./kept-map.ts";
import { learningContract } from "./learning.ts";
import { libraryContract } from "./library.ts";
import { overridesContract } from "./overrides.ts";
import { planningContract } from "./planning.ts";
import { portfolioDataContract } from "./portfolio.ts";
import { posterDataContract } from "./posters.ts";
import { privacyContract } from "./privacy.ts";
import { registryContract } from "./registry.ts";
import { retentionDataContract } from "./retention.ts";
import { rulesContract } from "./rules.ts";
import { safetyContract } from "./safety.ts";
import { saidContract } from "./said.ts";
import { scenarioContract } from "./scenarios.ts";
import { searchesContract } from "./searches.ts";
import { segmentsContract } from "./segments.ts";
import { tableExportContract } from "./table-export.ts";
import { textLinksDataContract } from "./text-links.ts";
import { textDataContract } from "./texts.ts";
import { trailerDataContract } from "./trailers.ts";
import { viewsContract } from "./views.ts";
import { voicesDataContract } from "./voices.ts";
import { labelsContract } from "./voices-labels.ts";
import { voicesLearningDataContract } from "./voices-learning.ts";
import { warehouseContract } from "./warehouse.ts";
import { watchingContract } from "./watching.ts";
import { windowsDataContract } from "./windows.ts";
import type { Client } from "./wire.ts";

export const dataContract = {
  ...libraryContract,
  ...catalogueContract,
  ...audienceContract,
  ...segmentsContract,
  ...viewsContract,
  ...editsContract,
  ...importContract,
  ...importReviewContract,
  ...learningContract,
  ...instanceContract,
  ...keptMapContract,
  ...posterDataContract,
  ...imageDataContract,
  ...trailerDataContract,
  ...searchesContract,
  ...feedbackContract,
  ...registryContract,
  ...watchingContract,
  ...planningContract,
  ...rulesContract,
  ...scenarioContract,
  ...attendanceContract,
  ...actualsContract,
  ...holidaysContract,
  ...overridesContract,
  ...exportContract,
  ...tableExportContract,
  ...experienceDataContract,
  ...textDataContract,
  ...encoderDataContract,
  ...voicesDataContract,
  ...saidContract,
  ...guidanceDataContract,
  ...labelsContract,
  ...aspectWordsDataContract,
  ...textLinksDataContract,
  ...voicesLearningDataContract,
  ...privacyContract,
  ...warehouseContract,
  ...windowsDataContract,
  ...conceptsDataContract,
  ...portfolioDataContract,
  ...retentionDataContract,
  ...allocationDataContract,
  ...keptAllocationContract,
  ...safetyContract,
} as const;

export type DataClient = Client<typeof dataContract>;
