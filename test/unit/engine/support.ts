import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';
import type { FineTuningJob, JobCreateParams } from 'openai/resources/fine-tuning/jobs/jobs';
import type { EngineProcess } from '../../support/engineProcess';
import { eventually } from '../../support/eventually';

/** The official client, pointed at an engine. */
export function clientOf({ baseUrl, apiKey }: Pick<EngineProcess, 'baseUrl' | 'apiKey'>): OpenAI {
  return new OpenAI({ baseURL: baseUrl, apiKey, maxRetries: 0, timeout: 60_000 });
}

/** Short support chats as JSONL: regular enough for a tiny model to learn something in a second. */
export function chats(count: number): string {
  return Array.from({ length: count }, (_, index) => chatLine(index)).join('');
}

const things = ['parcel', 'invoice', 'refund', 'password', 'delivery', 'account'];

function chatLine(index: number): string {
  const thing = things[index % things.length] ?? '';
  const messages = [
    { role: 'system', content: 'You are a polite support agent.' },
    {
      role: 'user',
      content: `Hello, I have a question about my ${thing} number ${String((index * 37) % 101)}.`,
    },
    {
      role: 'assistant',
      content: `I am looking at your ${thing}. It will be settled in ${String(index % 5)} days.`,
    },
  ];
  return `${JSON.stringify({ messages })}\n`;
}

/** Uploads a text for fine-tuning and returns the file's id. */
export async function upload(client: OpenAI, text: string, name = 'chats.jsonl'): Promise<string> {
  const file = await client.files.create({
    file: await toFile(Buffer.from(text), name),
    purpose: 'fine-tune',
  });
  return file.id;
}

/** Creates a job of local-tiny on a file. */
export async function create(
  client: OpenAI,
  trainingFile: string,
  more: Partial<JobCreateParams> = {},
): Promise<FineTuningJob> {
  return client.fineTuning.jobs.create({ model: 'local-tiny', training_file: trainingFile, ...more });
}

/** Supervised hyperparameters as a create's parameter. */
export function epochs(count: number, batchSize = 5): Pick<JobCreateParams, 'method'> {
  return {
    method: {
      type: 'supervised',
      supervised: { hyperparameters: { n_epochs: count, batch_size: batchSize } },
    },
  };
}

/** Reads until `isThere` holds; in the end it fails with the last value. */
export async function until<Value>(
  read: () => Promise<Value>,
  isThere: (value: Value) => boolean,
): Promise<Value> {
  return eventually(async () => {
    const value = await read();
    assert.ok(isThere(value), `this has not happened; the last value: ${JSON.stringify(value)}`);
    return value;
  }, Date.now() + 60_000);
}

/** Waits until a job has one of the statuses. */
export async function untilStatus(client: OpenAI, id: string, ...statuses: string[]): Promise<FineTuningJob> {
  return until(
    () => client.fineTuning.jobs.retrieve(id),
    ({ status }) => statuses.includes(status),
  );
}

export async function untilEnded(client: OpenAI, id: string): Promise<FineTuningJob> {
  return untilStatus(client, id, 'succeeded', 'failed', 'cancelled');
}

/** The metrics that a job has reported, oldest first. */
export async function metricsOf(client: OpenAI, id: string): Promise<Record<string, number>[]> {
  const metrics: Record<string, number>[] = [];
  for await (const event of client.fineTuning.jobs.listEvents(id, { limit: 1000 })) {
    // The specification leaves the data open; the engine's metrics are numbers.
    if (event.type === 'metrics') metrics.push(event.data as Record<string, number>);
  }
  return metrics.reverse();
}

/** A raw request, for what the official client would not send. */
export async function sendRequest(
  { baseUrl, apiKey }: Pick<EngineProcess, 'baseUrl' | 'apiKey'>,
  path: string,
  {
    method = 'GET',
    body,
    headers,
  }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // Every response of the engine but a file's content is a JSON object.
  const json = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body: json, headers: response.headers };
}
