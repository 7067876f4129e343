// story.mjs: the whole story of one product: from registering to the code on the pack, with and without JavaScript, on a phone and on
// a desk, on both engines. Every mode has a producer and a council of its own.
import { check, engines, finish, inPart, launch, modes, startServer } from './lib.mjs';
import { producerAnswers, producerApplies } from './story_producer.mjs';
import { communeForwards, communeReturns, councilScores, provinceToCouncil } from './story_offices.mjs';
import { everyoneChecks, leaderDecides } from './story_end.mjs';

const parts = [producerApplies, communeReturns, producerAnswers, communeForwards, provinceToCouncil, councilScores, leaderDecides, everyoneChecks];

async function play(browser, server, mode, n) {
  const s = { browser, server, mode, n };
  for (const part of parts) {
    inPart(`story, ${server.engine}, ${mode.name}: ${part.name}`);
    try {
      await part(s);
    } catch (e) {
      check(false, `${part.name} stopped: ${e.message.split('\n').slice(0, 6).join(' ')}`);
      break;
    }
  }
  for (const context of browser.contexts()) await context.close();
}

const browser = await launch();
for (const engine of engines) {
  const server = await startServer(engine);
  try {
    for (const mode of modes) await play(browser, server, mode, 101 + modes.indexOf(mode));
  } finally {
    await server.stop();
  }
}
await browser.close();
finish();
