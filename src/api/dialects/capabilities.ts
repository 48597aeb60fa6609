import { t } from '@vscode/l10n';

/** What providers differ in being able to do, each with what it means, for the table in docs/providers.md. */
export const capabilityTitles = {
  create: t('Create a job'),
  cancel: t('Cancel a job'),
  pause: t('Pause a job'),
  resume: t('Resume a job'),
  start: t('Start a job by hand'),
  deleteJob: t('Delete a job'),
  events: t('Event log'),
  checkpoints: t('Checkpoints'),
  metrics: t('Separate list of metrics'),
  resultFiles: t('Result files'),
  files: t('List of files'),
  fileContent: t('Open a file'),
  deleteFile: t('Delete a file'),
  upload: t('Upload a file'),
  largeUpload: t('Upload of files above 512 MB'),
  models: t('List of models'),
  deleteModel: t('Delete a fine-tuned model'),
  weights: t('Download the weights'),
  chat: t('Try a model'),
  validationFile: t('Validation file'),
  suffix: t('Suffix'),
  seed: t('Seed'),
  metadata: t('Metadata'),
  metadataFilter: t('Find jobs by metadata'),
  integrations: t('Integrations'),
  price: t('Price of a job'),
  priceEstimate: t('Price before the run'),
};
export type CapabilityName = keyof typeof capabilityTitles;

export const capabilityNames = Object.keys(capabilityTitles) as readonly CapabilityName[]; // its keys, no others

/** `true`, or why not: a sentence to show beside what is greyed. */
export type Capability = true | string;
export type Capabilities = Readonly<Record<CapabilityName, Capability>> & {
  /** Checkpoints are deployed. The others lack nothing: theirs answer by themselves, or are deployed elsewhere. */
  readonly deploy?: true;
};

export const allCapabilities: Capabilities = Object.fromEntries(
  capabilityNames.map((name) => [name, true]),
) as Capabilities; // every name is there
