import { streamedAnswer } from '../chatStream';
import { sendJson } from '../httpServer';
import {
  hyperparametersOf,
  openaiJob,
  openaiProvider,
  openaiState,
  pageOf,
  resultCsv,
  type Wire,
  withResultFile,
} from './openai';
import { oneOf, type Provider, refuseLikeOpenai } from './router';

/** A base model, and one that was trained from it, as the v1 REST specification has them: without any dates but one. */
const version1Models: readonly Wire[] = [
  { id: 'gpt-4o-mini-2024-07-18', object: 'model', created: 1_721_174_400, owned_by: 'system' },
  { id: 'gpt-4o-mini-2024-07-18.ft-0123', object: 'model', created: 1_721_768_400, owned_by: 'system' },
];

/** The same as the REST specification of the versions by date has them. */
const azureModels: readonly Wire[] = [
  {
    ...{ id: 'gpt-4o-mini-2024-07-18', object: 'model', status: 'succeeded', created_at: 1_721_174_400 },
    ...{ lifecycle_status: 'generally-available', capabilities: capabilities(true) },
    deprecation: { fine_tune: 1_790_812_800, inference: 1_806_537_600 },
  },
  {
    ...{ id: 'gpt-4o-mini-2024-07-18.ft-0123', object: 'model', status: 'succeeded' },
    ...{ created_at: 1_721_768_400, model: 'gpt-4o-mini-2024-07-18', fine_tune: 'ftjob-azure' },
    ...{ lifecycle_status: 'generally-available', capabilities: capabilities(false) },
    deprecation: { inference: 1_806_537_600 },
  },
];

const previewVersion = '2025-04-01-preview';

/**
 * Azure, with `api-key`, its own statuses and spellings: at `/openai/v1`; or at `/openai` with an `api-version`,
 * where a job can be deleted and nothing has metadata. With 2025-04-01-preview a job has a training type, with
 * 2024-10-21 it has neither that nor a method, and can be neither paused nor resumed. Source: Azure's REST
 * specifications `OpenAI.v1` and authoring 2024-10-21 and 2025-04-01-preview.
 */
export function azureProvider(apiVersion: string | null): Provider {
  const state = withResultFile(openaiState(), resultCsv); // not as base64
  const job = {
    ...openaiJob(9, { organization_id: undefined }),
    id: 'ftjob-azure',
    organisation_id: 'org-azure',
    status: 'resuming',
    ...(apiVersion === previewVersion ? { trainingType: 'developerTier' } : {}),
    hyperparameters: { n_epochs: -1, batch_size: 1 },
    suffix: 'bot',
  };
  state.jobs.push(job);
  const models = [...(apiVersion === null ? version1Models : azureModels)];
  const { routes, ...base } = openaiProvider({ ...state, models });
  const fewerRoutes = Object.fromEntries(
    Object.entries(routes).filter(([route]) => !/\/(?:pause|resume)$/.test(route)),
  );
  return {
    ...base,
    root: apiVersion === null ? '/openai/v1' : '/openai',
    isAuthorized: ({ headers, query }) =>
      query.get('api-version') === apiVersion &&
      (headers['api-key'] === 'sk-test-key' || headers.authorization === 'Bearer eyJh.eyJz.c2ln'),
    refuse: (response, status, message) => {
      sendJson(response, { error: { code: String(status), message } }, status, {
        'apim-request-id': 'apim-1',
      });
    },
    routes: {
      ...(apiVersion === null || apiVersion === previewVersion ? routes : fewerRoutes),
      // The deployment is in the path, or with v1 in the body.
      ...(apiVersion === null
        ? {}
        : {
            'POST /deployments/:id/chat/completions': streamedAnswer,
            'DELETE /fine_tuning/jobs/:id': (_request, response, [id = '']) => {
              const at = state.jobs.findIndex((each) => each.id === id);
              if (at < 0) refuseLikeOpenai(response, 404, 'No such job');
              else {
                state.jobs.splice(at, 1);
                response.writeHead(204).end();
              }
            },
          }),
      'GET /fine_tuning/jobs/:id/events': pageOf([
        { id: 'e1', created_at: 1_721_764_801, level: 'warning', message: 'Slow', type: 'message' },
      ]),
      'POST /fine_tuning/jobs': async (request, response) => {
        const body = await request.json();
        const isByDate = apiVersion !== null;
        const unknown = Object.keys(body).find((name) => unknownFields(apiVersion).includes(name));
        if (unknown !== undefined) refuseLikeOpenai(response, 400, `Unknown field: ${unknown}`);
        else if (apiVersion === previewVersion && !('trainingType' in body))
          refuseLikeOpenai(response, 400, 'The model is not supported');
        else {
          const job = openaiJob(6 + state.jobs.length, {
            ...(isByDate ? {} : hyperparametersOf(body['method'])),
            ...body,
            trainingType: undefined, // no schema of a job has it, though an example does
            status: 'pending',
          });
          state.jobs.push(job);
          sendJson(response, job, isByDate ? 201 : 200);
        }
      },
      'POST /fine_tuning/jobs/:id/cancel': oneOf(
        state.jobs,
        (each, id) => each.id === id,
        refuseLikeOpenai,
        (each) => Object.assign(each, { status: 'cancelled', finished_at: 1_721_764_999 }),
      ),
    },
  };
}

/** What a version's schema of a new job does not have. */
function unknownFields(apiVersion: string | null): readonly string[] {
  if (apiVersion === null) return ['trainingType'];
  if (apiVersion === previewVersion) return ['metadata'];
  return ['metadata', 'trainingType', 'method', 'integrations'];
}

function capabilities(isTrainable: boolean): object {
  return {
    fine_tune: isTrainable,
    inference: true,
    completion: false,
    chat_completion: true,
    embeddings: false,
  };
}
