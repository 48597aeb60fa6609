import { HttpError, notFound } from '../http/httpError';
import type { ApiRequest, Route } from '../http/router';
import type { ModelRegistry } from '../jobs/modelRegistry';
import type { EngineContext } from './context';

/** `/v1/models`. */
export function modelRoutes({ models }: EngineContext): Route[] {
  return [
    { method: 'GET', path: '/models', handler: () => ({ object: 'list', data: all(models) }) },
    { method: 'GET', path: '/models/:id', handler: (request) => requireModel(request, models) },
    { method: 'DELETE', path: '/models/:id', handler: (request) => remove(request, models) },
  ];
}

function all(models: ModelRegistry) {
  return [
    ...models.bases().map(({ id }) => shown(id, baseModelsMade, 'system')),
    ...models.trained().map(({ id, createdAt }) => shown(id, createdAt, 'org-local')),
  ];
}

/** The base models are as old as this engine: 2026-11-01, in seconds since 1970. */
const baseModelsMade = 1793491200;

/** Source: OpenAI's `Model`. */
function shown(id: string, created: number, owner: string) {
  return { id, object: 'model', created, owned_by: owner, shutdown_date: null };
}

function requireModel(request: ApiRequest, models: ModelRegistry) {
  const id = request.param('id');
  const model = all(models).find((each) => each.id === id);
  if (!model) throw missing(id);
  return model;
}

async function remove(request: ApiRequest, models: ModelRegistry) {
  const { id } = requireModel(request, models);
  const model = models.find(id);
  if (!model) throw new HttpError(403, `The model '${id}' is a base model and cannot be deleted.`, 'model');
  await models.delete(model);
  return { id, object: 'model', deleted: true };
}

function missing(id: string): HttpError {
  return notFound(`The model '${id}' does not exist`, 'model', 'model_not_found');
}
