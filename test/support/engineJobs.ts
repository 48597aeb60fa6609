import assert from 'node:assert/strict';
import type { EngineProcess } from './engineProcess';
import { eventually } from './eventually';

/** Jobs created behind the editor's back, by plain HTTP. */

interface JobSpec {
  readonly examples: readonly unknown[];
  readonly suffix: string;
  readonly model: string;
  readonly hyperparameters: Record<string, number>;
}

const sums = Array.from({ length: 12 }, (_, index) => ({
  prompt: `${String(index)} + 1 = `,
  completion: String(index + 1),
}));

/** Sums as chats, in which a model of the engine learns how to begin an answer. */
export const chattedSums = sums.map(({ prompt, completion }) => ({
  messages: [
    { role: 'user', content: prompt },
    { role: 'assistant', content: `It is ${completion}.` },
  ],
}));

/** A job that is over in a moment; resolves when it has succeeded. */
export async function trainQuickly(
  engine: EngineProcess,
  suffix: string,
  examples: readonly unknown[] = sums,
  epochs = 2,
): Promise<string> {
  const id = await create(engine, {
    examples,
    suffix,
    model: 'local-tiny',
    hyperparameters: { n_epochs: epochs },
  });
  await eventually(async () => {
    assert.equal(
      ((await sendRequest(engine, `/fine_tuning/jobs/${id}`)) as { status: string }).status,
      'succeeded',
    );
  });
  return id;
}

/** A job that would take very long. */
export function createLongJob(engine: EngineProcess, suffix: string): Promise<string> {
  const example = { prompt: 'How long is it? '.repeat(40), completion: 'Very long. '.repeat(200) };
  const examples = Array.from({ length: 200 }, () => example);
  return create(engine, {
    examples,
    suffix,
    model: 'local-small',
    hyperparameters: { n_epochs: 50, batch_size: 1 },
  });
}

/** A job that somebody cancels when it has left some checkpoints. */
export async function trainAndCancel(engine: EngineProcess, suffix: string): Promise<void> {
  const hyperparameters = { n_epochs: 50, batch_size: 1 };
  const id = await create(engine, { examples: chattedSums, suffix, model: 'local-small', hyperparameters });
  await eventually(async () => {
    const path = `/fine_tuning/jobs/${id}/checkpoints`;
    const { data } = (await sendRequest(engine, path)) as { data: unknown[] };
    assert.ok(data.length >= 3);
  });
  await cancelJob(engine, id);
}

/** How many files it stores that jobs can be trained on. */
export async function trainingFiles(engine: EngineProcess): Promise<number> {
  return (await trainingFileSizes(engine)).length;
}

/** Bytes of each. */
export async function trainingFileSizes(engine: EngineProcess): Promise<number[]> {
  const { data } = (await sendRequest(engine, '/files?limit=100&purpose=fine-tune')) as {
    data: { bytes: number }[];
  };
  return data.map(({ bytes }) => bytes);
}

/** As somebody else would. */
export async function cancelJob(engine: EngineProcess, id: string): Promise<void> {
  await sendRequest(engine, `/fine_tuning/jobs/${id}/cancel`, { method: 'POST' });
}

async function create(
  engine: EngineProcess,
  { examples, suffix, model, hyperparameters }: JobSpec,
): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  form.set('file', new Blob([examples.map((each) => JSON.stringify(each)).join('\n')]), `${suffix}.jsonl`);
  const file = (await sendRequest(engine, '/files', { method: 'POST', body: form })) as { id: string };
  const body = {
    model,
    training_file: file.id,
    suffix,
    seed: 1, // what is learned is the same each time
    method: { type: 'supervised', supervised: { hyperparameters } },
  };
  const job = (await sendRequest(engine, '/fine_tuning/jobs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })) as { id: string };
  return job.id;
}

async function sendRequest(
  { baseUrl, apiKey }: EngineProcess,
  path: string,
  init: { method?: string; headers?: Record<string, string>; body?: string | FormData } = {},
): Promise<unknown> {
  const headers = { ...init.headers, authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${baseUrl}${path}`, { ...init, headers });
  const text = await response.text();
  assert.ok(response.ok, text);
  return JSON.parse(text);
}
