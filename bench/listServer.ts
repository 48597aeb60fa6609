// The server of list.bench.ts, in a process of its own: 100,000 jobs in 1,000 pages, rendered before they are asked for.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const pages = 1_000;
const perPage = 100;
const models = ['gpt-4o-mini-2024-07-18', 'gpt-4.1-nano-2025-04-14', 'gpt-4.1-mini-2025-04-14'];
const suffixes = ['support-bot', 'router-v3', 'intents', 'faq-de', 'summaries', null];

/** 22 letters and digits that repeat for no other number, as ids have them. */
function idOf(at: number): string {
  let state = (at + 1) * 2_654_435_761;
  let id = at.toString(36);
  while (id.length < 24) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    id += state.toString(36);
  }
  return id.slice(0, 24);
}

/** Of ten jobs eight succeeded, one failed and one was cancelled; three share a training file. */
function jobOf(at: number): Record<string, unknown> {
  const model = models[at % models.length] ?? '';
  const suffix = suffixes[at % suffixes.length] ?? null;
  const status = at % 10 === 8 ? 'failed' : at % 10 === 9 ? 'cancelled' : 'succeeded';
  const isDone = status === 'succeeded';
  const createdAt = 1_770_000_000 - at * 60;
  const hyperparameters = { n_epochs: 3, batch_size: 4, learning_rate_multiplier: 1.8 };
  return {
    object: 'fine_tuning.job',
    id: `ftjob-${idOf(at)}`,
    model,
    created_at: createdAt,
    finished_at: createdAt + 3_600 + (at % 977),
    estimated_finish: null,
    fine_tuned_model: isDone ? `ft:${model}:acme:${suffix ?? ''}:${idOf(at).slice(0, 8)}` : null,
    organization_id: 'org-acme',
    result_files: isDone ? [`file-${idOf(at + 300_000)}`] : [],
    status,
    validation_file: at % 4 === 0 ? `file-${idOf(at + 200_000)}` : null,
    training_file: `file-${idOf(100_000 + Math.floor(at / 3))}`,
    hyperparameters,
    trained_tokens: isDone ? 5_000 + at : null,
    error:
      status === 'failed'
        ? {
            code: 'invalid_training_file',
            param: 'training_file',
            message: `Line ${String(at % 50)}: role is missing`,
          }
        : {},
    user_provided_suffix: suffix,
    seed: at,
    integrations: [],
    metadata: at % 5 === 0 ? { team: 'blue', run: String(at) } : null,
    method: { type: 'supervised', supervised: { hyperparameters } },
  };
}

const bodies: Buffer[] = [];
const pageAfter = new Map<string | null, number>([[null, 0]]);
for (let page = 0; page < pages; page++) {
  const data = Array.from({ length: perPage }, (_, at) => jobOf(page * perPage + at));
  bodies.push(Buffer.from(JSON.stringify({ object: 'list', data, has_more: page + 1 < pages })));
  pageAfter.set(String(data.at(-1)?.['id']), page + 1);
}

const server = createServer((request, response) => {
  const after = new URL(request.url ?? '/', 'http://server').searchParams.get('after');
  const body = bodies[pageAfter.get(after) ?? -1];
  if (body === undefined) response.writeHead(404).end();
  else
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port); // it listens on a port
});
process.on('disconnect', () => process.exit());
