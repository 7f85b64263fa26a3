/** Every method of the training worker, once. */
import { aspectWordsContract } from "./aspect-words.ts";
import { conceptsContract } from "./concepts.ts";
import { encoderContract } from "./encoders.ts";
import { experienceContract } from "./experience.ts";
import { explainingContract } from "./explaining.ts";
import { exploringContract } from "./exploring.ts";
import { guidanceContract } from "./guidance.ts";
import { faceContract, imageContract, posterBenefitContract } from "./images.ts";
import { lackingContract } from "./lacking.ts";
import { listsContract } from "./lists.ts";
import { peopleContract } from "./people.ts";
import { conceptScenariosContract } from "./portfolio.ts";
import { posterContract } from "./posters.ts";
import { reactingContract } from "./reacting.ts";
import { reputationContract } from "./reputation.ts";
import { retentionContract } from "./retention.ts";
import { talkContract } from "./talk.ts";
import { textLinksContract } from "./text-links.ts";
import { textContract } from "./texts.ts";
import { trailerContract } from "./trailers.ts";
import { trainingContract } from "./training.ts";
import { tuningContract } from "./tuning.ts";
import { voicesContract } from "./voices.ts";
import { voicesLearningContract } from "./voices-learning.ts";
import { whatIfContract } from "./what-if.ts";
import type { Client } from "./wire.ts";

export const learnedContract = {
  ...trainingContract,
  ...tuningContract,
  ...exploringContract,
  ...peopleContract,
  ...listsContract,
  ...explainingContract,
  ...whatIfContract,
  ...posterContract,
  ...imageContract,
  ...posterBenefitContract,
  ...faceContract,
  ...trailerContract,
  ...textContract,
  ...encoderContract,
  ...voicesContract,
  ...voicesLearningContract,
  ...aspectWordsContract,
  ...textLinksContract,
  ...reputationContract,
  ...talkContract,
  ...guidanceContract,
  ...reactingContract,
  ...conceptsContract,
  ...conceptScenariosContract,
  ...lackingContract,
  ...experienceContract,
  ...retentionContract,
} as const;

export type LearnedClient = Client<typeof learnedContract>;
