/** Every handler of the data service, composed once from the folders that own them. */
import type { dataContract } from "../../shared/contract/data.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { allocationHandlers } from "./allocations/handlers.ts";
import { audienceHandlers } from "./audience/handlers.ts";
import { segmentHandlers } from "./audience/segment-handlers.ts";
import { safetyHandlers } from "./backup/handlers.ts";
import { catalogueHandlers } from "./catalogue/handlers.ts";
import { viewHandlers } from "./catalogue/views.ts";
import { conceptHandlers } from "./concepts/handlers.ts";
import { editHandlers } from "./edits/handlers.ts";
import { encoderHandlers } from "./encoders/handlers.ts";
import { experienceHandlers } from "./experience/handlers.ts";
import { exportHandlers } from "./export/handlers.ts";
import { tableExportHandlers } from "./export/table-handlers.ts";
import { textExportHandlers } from "./export/text/handlers.ts";
import { feedbackHandlers } from "./feedback/handlers.ts";
import { holidayHandlers } from "./holidays/handlers.ts";
import { importHandlers } from "./import/handlers.ts";
import { importReviewHandlers } from "./import/review-handlers.ts";
import { noWarehouse, type WarehouseAccess } from "./import/tables/warehouse/access.ts";
import { warehouseHandlers } from "./import/tables/warehouse/handlers.ts";
import { jobsOf } from "./jobs/of.ts";
import { overrideHandlers } from "./overrides/handlers.ts";
import { posterHandlers } from "./posters/handlers.ts";
import { imageHeadHandlers } from "./posters/head.ts";
import { privacyHandlers } from "./privacy/handlers.ts";
import { type KeyKeeper, noKeyKeeper } from "./privacy/key-keeper.ts";
import { actualsHandlers } from "./queries/actuals.ts";
import { attendanceHandlers } from "./queries/attendance.ts";
import { instanceHandlers } from "./queries/instances.ts";
import { keptMapHandlers } from "./queries/kept-map.ts";
import { learningHandlers } from "./queries/learning.ts";
import { planningHandlers } from "./queries/planning.ts";
import { rulesHandlers } from "./queries/rules.ts";
import { scenarioHandlers } from "./queries/scenarios.ts";
import { searchHandlers } from "./queries/searches.ts";
import { registryHandlers } from "./registry/handlers.ts";
import { retentionHandlers } from "./retention/handlers.ts";
import type { Session } from "./session.ts";
import { gated } from "./store/gated.ts";
import { guarded } from "./store/guard.ts";
import { libraryHandlers } from "./store/handlers.ts";
import type { Migration } from "./store/library.ts";
import type { LibraryWatch } from "./store/watch.ts";
import { trailerHandlers } from "./trailers/handlers.ts";
import { aspectWordHandlers } from "./voices/aspect-words.ts";
import { voicesHandlers } from "./voices/handlers.ts";
import { labelHandlers } from "./voices/labels.ts";
import { voicesLearningHandlers } from "./voices/learning.ts";
import { readingHandlers } from "./voices/readings.ts";
import { saidHandlers } from "./voices/said.ts";
import { segmentTextHandlers } from "./voices/segment-texts.ts";
import { textLinkHandlers } from "./voices/text-links.ts";
import { watchingHandlers } from "./watching/handlers.ts";
import { windowsHandlers } from "./windows/handlers.ts";

export const handlersOf = (
  session: Session,
  watch: LibraryWatch,
  migrations: readonly Migration[],
  assets: string,
  warehouse: WarehouseAccess = noWarehouse,
  keys: KeyKeeper = noKeyKeeper,
): Handlers<typeof dataContract> =>
  guarded(
    session,
    gated(session, {
      ...libraryHandlers(session, watch, migrations, assets),
      ...safetyHandlers(session, watch, migrations),
      ...catalogueHandlers(session),
      ...audienceHandlers(session),
      ...segmentHandlers(session),
      ...viewHandlers(session),
      ...editHandlers(session),
      ...importHandlers(session, keys),
      ...importReviewHandlers(session),
      ...learningHandlers(session),
      ...instanceHandlers(session),
      ...keptMapHandlers(session),
      ...posterHandlers(session),
      ...imageHeadHandlers(session),
      ...trailerHandlers(session),
      ...searchHandlers(session),
      ...feedbackHandlers(session),
      ...registryHandlers(session),
      ...watchingHandlers(session),
      ...planningHandlers(session),
      ...rulesHandlers(session),
      ...scenarioHandlers(session),
      ...attendanceHandlers(session),
      ...actualsHandlers(session),
      ...holidayHandlers(session),
      ...overrideHandlers(session),
      ...windowsHandlers(session),
      ...conceptHandlers(session),
      ...allocationHandlers(session),
      ...exportHandlers(session),
      ...tableExportHandlers(session),
      ...experienceHandlers(session),
      ...retentionHandlers(session),
      ...voicesHandlers(session),
      ...encoderHandlers(session),
      ...readingHandlers(session),
      ...saidHandlers(session),
      ...segmentTextHandlers(session),
      ...textExportHandlers(session),
      ...labelHandlers(session),
      ...aspectWordHandlers(session),
      ...textLinkHandlers(session),
      ...voicesLearningHandlers(session),
      ...privacyHandlers(session, keys, () => warehouse.fetches.sweep("start")),
      ...warehouseHandlers(
        warehouse,
        () => jobsOf(session),
        (file, path) => session.files.set(file, path),
      ),
    }),
  );
