import { sendJson } from '../httpServer';
import { openaiProvider, openaiState, type Wire, withResultFile } from './openai';
import { bearerKey, oneOf, type Provider, refuseLikeOpenai } from './router';

/**
 * OpenAI's first API: files as objects, events oldest first and not in the list, everything in one list. Source: the
 * examples of OpenAI's API reference of 2023, “Fine-tunes”.
 */
export function legacyProvider(): Provider {
  const file = (id: string, fields: object = {}) => ({
    id,
    object: 'file',
    bytes: 1_547_276,
    created_at: 1_610_062_281,
    filename: 'my-data-train.jsonl',
    purpose: 'fine-tune-train',
    ...fields,
  });
  const result = { bytes: 81_509, filename: 'compiled_results.csv', purpose: 'fine-tune-results' };
  const event = (at: number, message: string) => ({
    object: 'fine-tune-event',
    created_at: at,
    level: 'info',
    message,
  });
  const events = [
    event(1_614_807_352, 'Job enqueued. Waiting for jobs ahead to complete. Queue number: 0.'),
    event(1_614_807_356, 'Job started.'),
  ];
  const jobs: Wire[] = [
    {
      id: 'ft-1',
      object: 'fine-tune',
      model: 'curie',
      created_at: 1_614_807_352,
      updated_at: 1_614_807_865,
      fine_tuned_model: 'curie:ft-acme-2021-03-03-21-44-20',
      hyperparams: { n_epochs: 4, batch_size: 4, learning_rate_multiplier: 0.1, prompt_loss_weight: 0.1 },
      organization_id: 'org-acme',
      result_files: [file('file-result', result)],
      status: 'succeeded',
      validation_files: [],
      training_files: [file('file-train')],
    },
  ];
  const isIt = (item: Wire, id: string) => item.id === id;
  const { routes } = openaiProvider(withResultFile(openaiState()));
  const others = Object.fromEntries(
    Object.entries(routes).filter(([route]) => / \/(files|models)/.test(route)),
  );
  return {
    root: '/v1',
    isAuthorized: bearerKey,
    refuse: refuseLikeOpenai,
    jobs,
    routes: {
      ...others,
      'GET /fine-tunes': (_, response) => {
        sendJson(response, { object: 'list', data: jobs });
      },
      'POST /fine-tunes': async (request, response) => {
        const { training_file: training, model, n_epochs } = await request.json();
        const fields = {
          model,
          status: 'pending',
          fine_tuned_model: null,
          hyperparams: { n_epochs },
          events,
        };
        const job = {
          ...jobs[0],
          ...fields,
          id: `ft-${String(jobs.length + 1)}`,
          training_files: [file(String(training))],
          result_files: [],
        };
        jobs.push(job);
        sendJson(response, job);
      },
      'GET /fine-tunes/:id': oneOf(jobs, isIt, refuseLikeOpenai, (job) => ({ ...job, events })),
      'POST /fine-tunes/:id/cancel': oneOf(jobs, isIt, refuseLikeOpenai, (job) =>
        Object.assign(job, { status: 'cancelled' }),
      ),
      'GET /fine-tunes/:id/events': (_, response) => {
        sendJson(response, { object: 'list', data: events });
      },
    },
  };
}
