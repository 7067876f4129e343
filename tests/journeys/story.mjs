// story.mjs: the whole story of one product: from registering to the code on the pack, with and without JavaScript, on a phone and on
// a desk, on both engines. Every mode has a producer and a council of its own.
import { playAll, playParts } from './lib.mjs';
import { producerAnswers, producerApplies } from './story_producer.mjs';
import { communeForwards, communeReturns, councilScores, provinceToCouncil } from './story_offices.mjs';
import { everyoneChecks, leaderDecides } from './story_end.mjs';

const parts = [producerApplies, communeReturns, producerAnswers, communeForwards, provinceToCouncil, councilScores, leaderDecides, everyoneChecks];

await playAll((s) => playParts('story', { ...s, n: 101 + s.no }, parts));
