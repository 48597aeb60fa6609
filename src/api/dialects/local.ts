import { type Dialect } from './dialect';
import { openai } from './openai';

/** The engine that comes with the extension: OpenAI's wire, a tiny model. */
export const local: Dialect = {
  ...openai,
  id: 'local',
  title: 'Local engine',
  defaultBaseUrl: null,
  capabilities: {
    ...openai.capabilities,
    start: 'The local engine starts every job by itself.',
    deleteJob: 'The local engine keeps every job.',
    metrics: 'The local engine reports metrics in events, checkpoints and result files.',
    price: 'Local training is free.',
    priceEstimate: 'Local training is free.',
  },
  methods: ['supervised', 'dpo'],
};
