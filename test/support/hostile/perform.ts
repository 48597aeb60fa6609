import { JobCreation } from '../../../src/api/createOnce';
import type { CreateJob } from '../../../src/api/dialects/dialect';
import { diagnose } from '../../../src/api/doctor';
import { decodeResultFile } from '../../../src/api/resultFile';
import type { Step } from './steps';
import type { World } from './world';

/** What a step gave that people would see; compared with nothing, but searched for the key. */
export type Outcome = unknown;

/** Bytes of a download that are read. */
const maxBytes = 2_000_000;

const params: CreateJob = {
  model: 'gpt-4o-mini',
  trainingFile: 'file-1',
  suffix: 'faq',
  method: { type: 'supervised', hyperparameters: { n_epochs: 1 } },
};

/** Does one step with the public classes. Rejects as they do. */
export async function perform(world: World, { name, at }: Step, signal: AbortSignal): Promise<Outcome> {
  const { source, client } = world;
  const options = { signal };
  const known = source.store.all();
  const id = known.length === 0 ? 'none-1' : (known[at % known.length]?.id ?? '');
  const fileId = fileOf(world, id, at);
  switch (name) {
    case 'poll':
      return source.refresh();
    case 'refresh':
      return source.refreshAgain();
    case 'older':
      return source.loadOlder(signal);
    case 'open':
      return (await world.page(id)).refresh(signal);
    case 'olderEvents':
      return (await world.page(id)).loadOlderEvents(signal);
    case 'wait': {
      const watch = source.watch();
      world.sourceClock.advance(3_600_000);
      await source.refresh();
      watch.dispose();
      return;
    }
    case 'create':
      return create(world, signal);
    case 'cancel':
    case 'pause':
    case 'resume':
    case 'start': {
      const job = await client.jobs[name](id, options);
      return source.store.apply([job]);
    }
    case 'delete':
      await client.jobs.delete(id, options);
      source.store.remove(id);
      return;
    case 'json':
      return (await client.jobs.retrieveRaw(id, 'job', options)).text.length;
    case 'content':
      return (await decodeResultFile(await bytesOf(client.files.content(fileId, options)), signal)).text
        .length;
    case 'metrics':
      return client.jobs.metrics(id, options);
    case 'estimate':
      return client.jobs.estimatePrice(params, options);
    case 'files':
      return client.files.list({}, options).first();
    case 'file':
      return client.files.retrieve(fileId, options);
    case 'upload': {
      const bytes = Buffer.from('{"messages":[]}\n');
      const read = async function* () {
        yield await Promise.resolve(bytes);
      };
      return client.files.upload({ filename: 'a.jsonl', size: bytes.length, read }, 'fine-tune', options);
    }
    case 'models':
      return client.models.list({}, options).first();
    case 'doctor':
      return firstOf(diagnose(world.clientOptions, options), 10);
  }
}

/** Sends once, and once more where the job is said not to be there, as a person may. */
async function create({ client }: World, signal: AbortSignal): Promise<Outcome> {
  const creation = new JobCreation({ ...params, method: { type: 'supervised', hyperparameters: {} } });
  const first = await creation.send(client, { signal });
  return first.kind === 'absent' ? creation.send(client, { signal }) : first;
}

/** A file that the job's page knows, else one that nobody has. */
function fileOf({ pages, scenario }: World, id: string, at: number): string {
  const files = pages.get(id)?.files ?? [];
  const known = files[at % Math.max(1, files.length)]?.id;
  return known ?? (scenario.dialect === 'fireworks' ? 'datasets/good-0' : 'good-0');
}

async function firstOf<T>(items: AsyncIterable<T>, max: number): Promise<T[]> {
  const first: T[] = [];
  for await (const item of items) if (first.push(item) >= max) break;
  return first;
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    all.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(all);
}
