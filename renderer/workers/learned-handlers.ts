/** Every handler of the training worker, composed once; they share what is kept of the library. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { learnedContract } from "../../shared/contract/learned.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import type { Engines } from "../models/engine.ts";
import { aspectWordsHandlers } from "./aspect-words-handlers.ts";
import { conceptHandlers } from "./concept-handlers.ts";
import { encoderHandlers, encoderOpener } from "./encoder-handlers.ts";
import { experienceHandlers } from "./experience-handlers.ts";
import { explainingHandlers } from "./explaining-handlers.ts";
import { exploringHandlers } from "./exploring-handlers.ts";
import { faceHandlers } from "./face-handlers.ts";
import { guidanceHandlers } from "./guidance-handlers.ts";
import { imageHandlers } from "./image-handlers.ts";
import { lackingHandlers } from "./lacking-handlers.ts";
import { listHandlers } from "./list-handlers.ts";
import { peopleHandlers } from "./people-handlers.ts";
import { posterBenefitHandlers } from "./poster-benefit.ts";
import { noPictures, type Pictures, posterHandlers } from "./poster-handlers.ts";
import { reactingHandlers } from "./reacting-handlers.ts";
import { reputationHandlers } from "./reputation-handlers.ts";
import { retentionHandlers } from "./retention-handlers.ts";
import { sentimentHandlers } from "./sentiment-handlers.ts";
import { talkHandlers } from "./talk-handlers.ts";
import { textHandlers } from "./text-handlers.ts";
import { textLinksHandlers } from "./text-links-handlers.ts";
import { noVideos, trailerHandlers, type Videos } from "./trailer-handlers.ts";
import { trainingHandlers } from "./training-handlers.ts";
import { openTrainingLibrary } from "./training-library.ts";
import { tuningHandlers } from "./tuning-handlers.ts";
import { type Hiring, voicesHandlers } from "./voices-handlers.ts";
import { whatIfHandlers } from "./what-if-handlers.ts";

export const learnedHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
  pictures: Pictures = noPictures,
  readers?: Hiring,
  videos: Videos = noVideos,
): Handlers<typeof learnedContract> => {
  const library = openTrainingLibrary(connected);
  const encoders = encoderOpener(connected);
  return {
    ...trainingHandlers(engines, connected, library),
    ...tuningHandlers(engines, connected, library),
    ...exploringHandlers(engines, library),
    ...peopleHandlers(library),
    ...listHandlers(library),
    ...explainingHandlers(library),
    ...experienceHandlers(connected, library),
    ...retentionHandlers(connected, library),
    ...reactingHandlers(connected, library),
    ...whatIfHandlers(connected, library),
    ...textHandlers(engines, encoders),
    ...encoderHandlers(engines, connected, encoders),
    ...voicesHandlers(engines, connected, readers),
    ...sentimentHandlers(engines, connected),
    ...reputationHandlers(connected),
    ...aspectWordsHandlers(connected),
    ...textLinksHandlers(connected),
    ...talkHandlers(connected, library),
    ...conceptHandlers(connected),
    ...lackingHandlers(connected, library),
    ...guidanceHandlers(connected),
    ...posterHandlers(engines, connected, library, pictures),
    ...imageHandlers(engines, connected, library, pictures),
    ...posterBenefitHandlers(engines, connected, library),
    ...faceHandlers(engines, connected, pictures),
    ...trailerHandlers(connected, videos),
  };
};
