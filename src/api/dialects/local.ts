import { t } from '@vscode/l10n';
import { usualLeastExamples } from './dataLimits';
import { type Dialect } from './dialect';
import { openai, openaiRoutes } from './openai';
import { openaiUploads } from './openaiUploads';

/** The engine that comes with the extension: OpenAI's wire, a tiny model. */
export const local: Dialect = {
  ...openai,
  id: 'local',
  keyVariable: 'FINE_TUNING_ENGINE_API_KEY', // as the engine reads it too
  capabilities: {
    ...openai.capabilities,
    start: t('The local engine starts every job by itself.'),
    deleteJob: t('The local engine keeps every job.'),
    metrics: t('The local engine reports metrics in events, checkpoints and result files.'),
    weights: t('The local engine keeps weights in a form that only itself can read.'),
    integrations: t('The local engine writes to no other service.'),
    price: t('Local training is free.'),
    priceEstimate: t('Local training is free.'),
  },
  methods: ['supervised', 'dpo'],
  dataLimits: [{ of: 'examples', file: 'training', least: usualLeastExamples, page: null, seen: null }],
  dataRules: 'openai',
  routes: openaiRoutes,
  uploads: openaiUploads,
  afterCancel: t('Training stops and cannot be resumed.'),
};
