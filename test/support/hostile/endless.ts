import assert from 'node:assert/strict';
import { JobCreation } from '../../../src/api/createOnce';
import type { World } from './world';

/** Everything in the product that reads a list to its end, or asks for more as long as there is more. */
export const readers = {
  /** A person who clicks “Load More” as long as it is there. */
  async olderJobs({ source }: World, signal: AbortSignal) {
    await source.refresh();
    while (source.store.nextCursor !== null) await source.loadOlder(signal);
  },
  async jobs({ client }: World, signal: AbortSignal) {
    await drained(client.jobs.list({}, { signal }));
  },
  async files({ client }: World, signal: AbortSignal) {
    await drained(client.files.list({}, { signal }));
  },
  async models({ client }: World, signal: AbortSignal) {
    await drained(client.models.list({}, { signal }));
  },
  async checkpoints({ client }: World, signal: AbortSignal) {
    await drained(client.jobs.listCheckpoints('good-0', {}, { signal }));
  },
  /** A page that wants the whole log. */
  async page(world: World, signal: AbortSignal) {
    const page = await world.page(world.scenario.dialect === 'fireworks' ? 'dpoJobs/good-0' : 'good-0');
    await page.refresh(signal);
    while (page.hasOlderEvents) await page.loadOlderEvents(signal);
  },
  /** Whether a job was created although nobody said so. */
  async lookUp({ client }: World, signal: AbortSignal) {
    const method = { type: 'supervised', hyperparameters: {} } as const;
    await new JobCreation({ model: 'x', trainingFile: 'y', method }).lookUp(client, { signal });
  },
} satisfies Record<string, (world: World, signal: AbortSignal) => Promise<void>>;
export type ReaderName = keyof typeof readers;

async function drained(items: AsyncIterable<unknown>): Promise<void> {
  for await (const item of items) assert.notEqual(item, undefined);
}
