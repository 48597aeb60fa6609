import { assertDocumented, assertKeyless } from './checks';
import { assertShown, promisedJobs } from './goodJobs';
import type { HostileServer } from './hostileServer';
import { assertBounded } from './memory';
import { assertPage } from './pageData';
import { perform } from './perform';
import { assertPoll } from './polls';
import { assertFew } from './requestBounds';
import type { Scenario } from './scenario';
import { groupsOf, type Step, type StepName } from './steps';
import { withoutStrays } from './strays';
import { withTime } from './time';
import { World } from './world';

/** Plays a scenario and checks, after each of its steps, all that is promised. */
export async function playSequence(server: HostileServer, scenario: Scenario): Promise<void> {
  await withoutStrays(async () => {
    const world = new World(server, scenario);
    try {
      for (const group of groupsOf(scenario.steps)) await playSteps(world, group);
    } finally {
      world.dispose();
    }
  });
}

async function playSteps(world: World, steps: readonly Step[]): Promise<void> {
  const { source, exchanged, logged } = world;
  const already = exchanged.length;
  const known = source.store.all().map(({ id }) => id);
  const signals = steps.map((step) => world.begin(step));
  const work = steps.map((step, at) => perform(world, step, signals[at] ?? AbortSignal.abort()));
  const results = await withTime(world, work);
  results.forEach((result, at) => {
    assertResult(result, steps[at]?.name, signals);
  });
  for (const exchange of logged.splice(0)) assertKeyless(exchange);
  const sent = exchanged.slice(already);
  assertFew(world, sent, steps);
  const [only] = steps;
  const isAlone = steps.length === 1 && only?.cancelledAfter === null;
  if (isAlone && only.name === 'poll') assertPoll(world, sent, known);
  if (isAlone && only.name === 'older') assertShown(world, promisedJobs(sent) ?? []);
  assertState(world);
}

/**
 * What the doctor says is its own; what else comes may hold what the server put there. Of steps that run together one
 * may join the request of another, and then ends with it.
 */
function assertResult(
  result: PromiseSettledResult<unknown>,
  name: StepName | undefined,
  signals: readonly AbortSignal[],
): void {
  if (result.status === 'fulfilled') {
    if (name === 'doctor') assertKeyless(result.value);
    return;
  }
  assertDocumented(result.reason, ...signals);
  assertKeyless(result.reason);
}

function assertState(world: World): void {
  const { state } = world.source;
  if (state.kind === 'failed') {
    assertDocumented(state.error);
    assertKeyless(state.error);
  }
  assertShown(world, []);
  assertBounded(world);
  for (const details of world.pages.values()) {
    for (const problem of details.problems) assertKeyless(problem);
    if (details.error !== null) assertKeyless(details.error);
    assertPage(world, details);
  }
}
