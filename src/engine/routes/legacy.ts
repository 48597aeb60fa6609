import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { readJson } from '../http/body';
import { openEventStream } from '../http/eventStream';
import { badRequest, notFound } from '../http/httpError';
import { type ApiRequest, responseSent, type Route } from '../http/router';
import { parseParams } from '../http/validate';
import { idOfLegacy, legacyEvent, legacyId, legacyJob } from '../jobs/legacyJob';
import { hasEnded, type JobRecord } from '../jobs/record';
import type { EventLog } from '../store/eventLog';
import { baseModels } from '../training/baseModels';
import type { EngineContext } from './context';
import { boundedText, multiplier } from './createParams';
import { submitJob } from './submitJob';

const countTo = (max: number) =>
  z.union([z.int().min(1).max(max)], { error: `must be a whole number from 1 to ${String(max)}` }).nullish();

/** The body of `POST /fine-tunes`: flat. What concerns classification is accepted and has no effect. */
const CreateFineTune = z.object({
  training_file: boundedText,
  validation_file: boundedText.nullish(),
  model: boundedText.nullish(),
  n_epochs: countTo(50),
  batch_size: countTo(256),
  learning_rate_multiplier: multiplier,
  prompt_loss_weight: z
    .number({ error: 'must be a number' })
    .min(-1, { error: 'must be at least -1' })
    .max(1, { error: 'must be at most 1' })
    .nullish(),
  suffix: boundedText
    .min(1, { error: 'must not be empty' })
    .max(40, { error: 'must be at most 40 characters long' })
    .nullish(),
});

/** `/v1/fine-tunes`: the same jobs as they were shown until January 2024. */
export function legacyRoutes(context: EngineContext): Route[] {
  const route = (
    method: Route['method'],
    path: string,
    handle: (request: ApiRequest, context: EngineContext, response: ServerResponse) => unknown,
  ): Route => ({
    method,
    path: `/fine-tunes${path}`,
    handler: (request, response) => handle(request, context, response),
  });
  return [
    route('POST', '', create),
    route('GET', '', list),
    route('GET', '/:id', async (request) => withEvents(requireJob(request, context), context)),
    route('POST', '/:id/cancel', cancel),
    route('GET', '/:id/events', sendEvents),
  ];
}

async function create({ incoming }: ApiRequest, context: EngineContext) {
  const params = parseParams(CreateFineTune, await readJson(incoming));
  const job = await submitJob(
    {
      model: params.model ?? baseModels[0]?.id ?? '',
      trainingFile: params.training_file,
      validationFile: params.validation_file ?? null,
      suffix: params.suffix ?? null,
      seed: null,
      method: 'supervised',
      hyperparameters: {
        n_epochs: params.n_epochs ?? 'auto',
        batch_size: params.batch_size ?? 'auto',
        learning_rate_multiplier: params.learning_rate_multiplier ?? 'auto',
      },
      integrations: [],
      metadata: null,
      promptLossWeight: params.prompt_loss_weight ?? null,
    },
    context,
  );
  return withEvents(job, context);
}

/** All of them: the legacy list had no pages. */
function list(_request: ApiRequest, { jobs, files }: EngineContext) {
  return { object: 'list', data: jobs.list().map((job) => legacyJob(job, files)) };
}

async function cancel(request: ApiRequest, context: EngineContext) {
  const job = requireJob(request, context);
  if (hasEnded(job)) throw badRequest(`Job has already completed: ${legacyId(job)} is ${job.status}.`);
  await context.scheduler.cancel(job);
  return withEvents(job, context);
}

async function withEvents(job: JobRecord, { jobs, files }: EngineContext) {
  return { ...legacyJob(job, files), events: await legacyEvents(await jobs.log(job.id)) };
}

/** Oldest first, as the legacy API had them. */
async function legacyEvents(log: EventLog) {
  const events = [];
  for await (const { event } of log.readAll()) events.push(legacyEvent(event));
  return events;
}

async function sendEvents(request: ApiRequest, context: EngineContext, response: ServerResponse) {
  const job = requireJob(request, context);
  const log = await context.jobs.log(job.id);
  if (request.query.get('stream') !== 'true') return { object: 'list', data: await legacyEvents(log) };
  await streamEvents(job, log, response);
  return responseSent;
}

/** The events so far and then the new ones, until the job ends or the client disconnects. */
async function streamEvents(job: JobRecord, log: EventLog, response: ServerResponse): Promise<void> {
  const stream = openEventStream(response);
  for (let sent = 0; stream.isOpen;) {
    const isLast = hasEnded(job);
    const events = await log.read(sent, log.length);
    for (const { event } of events) stream.send(legacyEvent(event));
    sent = events.at(-1)?.index === undefined ? sent : (events.at(-1)?.index ?? 0) + 1;
    if (isLast) break;
    if (sent === log.length) await nextEvent(log, response);
  }
  stream.end();
}

async function nextEvent(log: EventLog, response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      stop();
      response.off('close', done);
      resolve();
    };
    const stop = log.onAppend(done);
    response.once('close', done);
  });
}

function requireJob(request: ApiRequest, { jobs }: EngineContext): JobRecord {
  const id = request.param('id');
  const job = id.startsWith('ft-') ? jobs.get(idOfLegacy(id)) : undefined;
  if (!job) throw notFound(`No fine-tune job with id: ${id}`, 'fine_tune_id', 'fine_tune_not_found');
  return job;
}
