/** What providers differ in being able to do, each with what it means, for the table in docs/providers.md. */
export const capabilityTitles = {
  create: 'Create a job',
  cancel: 'Cancel a job',
  pause: 'Pause a job',
  resume: 'Resume a job',
  start: 'Start a job by hand',
  deleteJob: 'Delete a job',
  events: 'Event log',
  checkpoints: 'Checkpoints',
  metrics: 'Metrics of their own',
  resultFiles: 'Result files',
  files: 'List of files',
  fileContent: 'Open a file',
  upload: 'Upload a file',
  largeUpload: 'Upload above 512 MB, in parts',
  models: 'List of models',
  validationFile: 'Validation file',
  suffix: 'Suffix',
  seed: 'Seed',
  metadata: 'Metadata',
  metadataFilter: 'Filter by metadata',
  integrations: 'Integrations',
  price: 'Price of a job',
  priceEstimate: 'Price before the run',
} as const;
export type CapabilityName = keyof typeof capabilityTitles;

export const capabilityNames = Object.keys(capabilityTitles) as readonly CapabilityName[]; // its keys, no others

/** `true`, or why not: a sentence to show beside what is greyed. */
export type Capability = true | string;
export type Capabilities = Readonly<Record<CapabilityName, Capability>>;

export const allCapabilities: Capabilities = Object.fromEntries(
  capabilityNames.map((name) => [name, true]),
) as Capabilities; // every name is there
