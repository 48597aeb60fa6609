import { t } from '@vscode/l10n';
import type { Connection } from '../connection';
import { segment } from '../http/addresses';
import type { JsonObject } from '../wire/values';
import { openaiChat } from './chat';
import { gptExampleTokens, usualLeastExamples } from './dataLimits';
import { allCapabilities, type CreateJob, type Dialect, type Routes } from './dialect';
import { moreHeaders } from './moreHeaders';
import { openaiExpiringUploads } from './openaiUploads';
import { afterPaging } from './paging';

/** Source of all of this file: OpenAI's specification of the fine-tuning, files and models API. */
export const openaiFileRoutes = {
  files: 'files',
  file: (id: string) => `files/${segment(id)}`,
  fileContent: (id: string) => `files/${segment(id)}/content`,
  deleteFile: (id: string) => `files/${segment(id)}`,
} satisfies Partial<Routes>;

export const openaiModelRoutes = {
  models: 'models',
  deleteModel: (id: string) => `models/${segment(id)}`,
} satisfies Partial<Routes>;

export const openaiJobRoutes = {
  jobs: ['fine_tuning/jobs'],
  createJob: () => 'fine_tuning/jobs',
  job: (id: string) => `fine_tuning/jobs/${segment(id)}`,
  cancelJob: (id: string) => `fine_tuning/jobs/${segment(id)}/cancel`,
} satisfies Partial<Routes>;

/** With all that can be asked of a job. */
export const openaiRunRoutes = {
  ...openaiJobRoutes,
  pauseJob: (id: string) => `fine_tuning/jobs/${segment(id)}/pause`,
  resumeJob: (id: string) => `fine_tuning/jobs/${segment(id)}/resume`,
  jobEvents: (id: string) => `fine_tuning/jobs/${segment(id)}/events`,
  jobCheckpoints: (id: string) => `fine_tuning/jobs/${segment(id)}/checkpoints`,
} satisfies Partial<Routes>;

/** Graders before there is a job. Source: OpenAI's specification, Validate grader and Run grader. */
export const openaiGraderRoutes = {
  validateGrader: 'fine_tuning/alpha/graders/validate',
  runGrader: 'fine_tuning/alpha/graders/run',
} satisfies Partial<Routes>;

export const openaiRoutes: Routes = {
  ...openaiRunRoutes,
  ...openaiFileRoutes,
  ...openaiModelRoutes,
};

export function bearerKey(key: string | undefined): Readonly<Record<string, string>> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

export function bearer(connection: Connection, key: string | undefined): Readonly<Record<string, string>> {
  return {
    ...bearerKey(key),
    ...(connection.organization === undefined ? {} : { 'openai-organization': connection.organization }),
    ...(connection.project === undefined ? {} : { 'openai-project': connection.project }),
  };
}

export function isHost(baseUrl: string, host: string): boolean {
  return new URL(baseUrl).host === host;
}

/** `org-…`, `proj_…`, or both: each begins with what it is. */
function readOrganization(text: string): Pick<Connection, 'organization' | 'project'> | null {
  const words = text.split(/[\s,]+/);
  const organization = words.find((word) => /^org-\w+$/.test(word));
  const project = words.find((word) => /^proj_\w+$/.test(word));
  const known = [organization, project].filter((word) => word !== undefined);
  if (known.length !== words.length) return null;
  return { ...(organization && { organization }), ...(project && { project }) };
}

/** Only what was set: an absent optional is absent from the request. */
export function omitUndefined(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function openaiCreateBody(params: CreateJob): JsonObject {
  const { type, hyperparameters, grader } = params.method;
  return omitUndefined({
    model: params.model,
    training_file: params.trainingFile,
    validation_file: params.validationFile,
    suffix: params.suffix,
    seed: params.seed,
    metadata: params.metadata,
    integrations: params.integrations,
    method: { type, [type]: omitUndefined({ grader, hyperparameters }) },
  });
}

/** Documented for supervised jobs, and taken for the others too: fewer are asked about, and can be sent all the same. */
const fewest = {
  of: 'examples',
  file: 'training',
  least: usualLeastExamples,
  page: 'https://developers.openai.com/api/docs/guides/supervised-fine-tuning',
  seen: '2026-11-27',
} as const;

/** Of reinforcement jobs alone. Source: `FineTuneReinforcementHyperparameters`. */
const reinforcementNames = ['reasoning_effort', 'compute_multiplier', 'eval_interval', 'eval_samples'];

export const openai: Dialect = {
  id: 'openai',
  keyVariable: 'OPENAI_API_KEY',
  connectionFields: [
    {
      prompt: t('Organization and project, if the key belongs to several'),
      placeholder: t('org-… proj_…, or empty'),
      isAsked: (baseUrl) => isHost(baseUrl, 'api.openai.com'),
      read: readOrganization,
    },
  ],
  wrongAddresses: [
    {
      pattern: /^https:\/\/(?:(?:platform|chat|www)\.openai|openai|chatgpt)\.com/,
      advice: t('That is a website: the API is at https://api.openai.com/v1.'),
    },
  ],
  capabilities: {
    ...allCapabilities,
    start: t('OpenAI starts every job by itself.'),
    deleteJob: t('OpenAI keeps every job: its API has no way to delete one.'),
    metrics: t('OpenAI reports metrics in events, checkpoints and result files.'),
    weights: t('OpenAI does not hand out weights.'),
    price: t('OpenAI does not report the price of a job.'),
    priceEstimate: t('OpenAI does not report the price before the run.'),
  },
  maxSuffixLength: 64,
  methods: ['supervised', 'dpo', 'reinforcement'],
  hasGraders: true,
  hyperparameters: {
    offered: [...['n_epochs', 'batch_size', 'learning_rate_multiplier', 'beta'], ...reinforcementNames],
    onlyFor: Object.fromEntries(reinforcementNames.map((name) => [name, ['reinforcement']])),
    takesOthers: true,
    bounds: {
      n_epochs: { isWhole: true, least: 1, most: 50 },
      batch_size: { isWhole: true, least: 1, most: 256 },
      learning_rate_multiplier: { least: 0, isAbove: true },
      beta: { least: 0, isAbove: true, most: 2 },
      reasoning_effort: { onlyWords: ['default', 'low', 'medium', 'high'] },
      compute_multiplier: { least: 0.00001, isAbove: true, most: 10 },
      eval_interval: { isWhole: true, least: 1 },
      eval_samples: { isWhole: true, least: 1 },
    },
  },
  routes: { ...openaiRoutes, ...openaiGraderRoutes },
  paging: afterPaging,
  chat: openaiChat,
  jobPage: (id, baseUrl) =>
    isHost(baseUrl, 'api.openai.com') ? `https://platform.openai.com/finetune/${segment(id)}` : null,
  headers: bearer,
  filesQuery: (purpose) => ({ purpose, order: 'desc' }),
  createBody: openaiCreateBody,
  uploads: openaiExpiringUploads,
  dataLimits: [
    { ...fewest, methods: ['supervised'], recommended: 50 },
    { ...fewest, methods: ['dpo', 'reinforcement'] },
    {
      of: 'bytes',
      ...{ page: 'https://platform.openai.com/docs/api-reference/uploads', seen: '2026-11-27' },
    },
    {
      ...{ of: 'tokens', most: gptExampleTokens, isCut: true },
      models: ['gpt-4o', 'gpt-4o-mini'],
      page: 'https://platform.openai.com/docs/guides/fine-tuning/fine-tuning-integrations#token-limits',
      seen: '2026-11-27',
    },
  ],
};

/** The same for people, who may have any server or gateway in mind: those that build on it have addresses of their own. */
export const openaiOrCompatible: Dialect = {
  ...openai,
  connectionFields: [...(openai.connectionFields ?? []), moreHeaders],
  dataRules: 'openai',
};
