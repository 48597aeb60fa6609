import type { Connection } from '../connection';
import { type JsonObject, isObject, toNumber, toText } from '../wire';
import {
  type CreateJob,
  type Dialect,
  type PageParams,
  type RawPage,
  type Routes,
  allCapabilities,
} from './dialect';

/** Source of all of this file: OpenAI's specification of the fine-tuning, files and models API. */
export const openaiRoutes: Routes = {
  jobs: 'fine_tuning/jobs',
  job: (id) => `fine_tuning/jobs/${id}`,
  cancelJob: (id) => `fine_tuning/jobs/${id}/cancel`,
  pauseJob: (id) => `fine_tuning/jobs/${id}/pause`,
  resumeJob: (id) => `fine_tuning/jobs/${id}/resume`,
  jobEvents: (id) => `fine_tuning/jobs/${id}/events`,
  jobCheckpoints: (id) => `fine_tuning/jobs/${id}/checkpoints`,
  files: 'files',
  file: (id) => `files/${id}`,
  fileContent: (id) => `files/${id}/content`,
  models: 'models',
  model: (id) => `models/${id}`,
};

export function bearer(connection: Connection, key: string | undefined): Readonly<Record<string, string>> {
  return {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(connection.organization === undefined ? {} : { 'OpenAI-Organization': connection.organization }),
    ...(connection.project === undefined ? {} : { 'OpenAI-Project': connection.project }),
  };
}

/** `{object:'list', data, has_more}`: the next page comes after the last item's id. */
export function readOpenaiPage(answer: unknown): RawPage {
  const list = isObject(answer) ? answer : {};
  const items = Array.isArray(answer) ? answer : Array.isArray(list['data']) ? list['data'] : null;
  if (items === null) throw new TypeError('the list has no `data`');
  const last: unknown = items.at(-1);
  const lastId = toText(list['last_id']) ?? (isObject(last) ? toText(last['id']) : null);
  return {
    items,
    cursor: list['has_more'] === true ? lastId : null,
    total: toNumber(list['total_items']) ?? toNumber(list['total']),
  };
}

export function openaiCreateBody(params: CreateJob): JsonObject {
  const { type, hyperparameters, grader } = params.method;
  return {
    model: params.model,
    training_file: params.trainingFile,
    ...(params.validationFile === undefined ? {} : { validation_file: params.validationFile }),
    ...(params.suffix === undefined ? {} : { suffix: params.suffix }),
    ...(params.seed === undefined ? {} : { seed: params.seed }),
    ...(params.metadata === undefined ? {} : { metadata: params.metadata }),
    ...(params.integrations === undefined ? {} : { integrations: params.integrations }),
    method: { type, [type]: { ...(grader === undefined ? {} : { grader }), hyperparameters } },
  };
}

export const openai: Dialect = {
  id: 'openai',
  title: 'OpenAI or compatible',
  defaultBaseUrl: 'https://api.openai.com/v1',
  capabilities: {
    ...allCapabilities,
    deleteJob: 'OpenAI keeps every job: its API has no way to delete one.',
    price: 'OpenAI does not tell the price of a job.',
  },
  longestSuffix: 64,
  methods: ['supervised', 'dpo', 'reinforcement'],
  routes: openaiRoutes,
  headers: bearer,
  pageQuery: ({ after, limit }: PageParams) => ({ after, limit }),
  readPage: readOpenaiPage,
  createBody: openaiCreateBody,
};
