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
    stream: 'The local engine has no live stream: its events are requested again and again.',
    metrics: 'The local engine reports metrics in events, checkpoints and result files.',
    downloadModel: 'The weights of the tiny local model are of no use elsewhere.',
    price: 'Local training is free.',
    priceEstimate: 'Local training is free.',
  },
  methods: ['supervised', 'dpo'],
};
