import assert from 'node:assert/strict';
import type OpenAI from 'openai';
import type * as z from 'zod';
import type { CreateJob } from '../../../src/api/dialects/dialect';
import { openaiCreateBody } from '../../../src/api/dialects/openai';
import type { Checkpoint } from '../../../src/api/wire/checkpoint';
import type { FineTuningEvent } from '../../../src/api/wire/event';
import type { FileObject } from '../../../src/api/wire/file';
import { type FineTuningJob, JobWire } from '../../../src/api/wire/job';
import type { Model } from '../../../src/api/wire/model';

/*
 * Compared when this file is compiled: what the official client's types promise is what our schemas read, and what
 * we send is what they accept. The tests below only make sure that the file is compiled and its values are used.
 */

type Job = OpenAI.FineTuning.FineTuningJob;
type CreateParams = OpenAI.FineTuning.JobCreateParams;

/** Compiles only for `true`. */
type Holds<T extends true> = T;
/** Keys of T that K has not. */
type MissingFrom<K extends PropertyKey, T> = Exclude<keyof T, K>;
/** An interface has no index signature, an object type has: only the latter fits a schema that lets more through. */
type Plain<T> = { [K in keyof T]: T[K] };
type IsNever<T> = [T] extends [never] ? true : false;
type IsAssignable<From, To> = [From] extends [To] ? true : false;

// Every field of the official job is one that our schema names.
export type ReadsEveryField = Holds<IsNever<MissingFrom<keyof typeof JobWire.shape, Job>>>;
// An official job is a valid input of our schema.
export type TakesOfficialJobs = Holds<IsAssignable<Plain<Job>, z.input<typeof JobWire>>>;
// What we make of its fields can hold what they hold.
export type HoldsModel = Holds<IsAssignable<Job['model'], FineTuningJob['model']>>;
export type HoldsFineTunedModel = Holds<
  IsAssignable<Job['fine_tuned_model'], FineTuningJob['fineTunedModel']>
>;
export type HoldsStatus = Holds<IsAssignable<Job['status'], FineTuningJob['status']>>;
export type HoldsTimes = Holds<IsAssignable<Job['finished_at'], FineTuningJob['finishedAt']>>;
export type HoldsError = Holds<IsAssignable<Job['error'], FineTuningJob['error']>>;
export type HoldsTokens = Holds<IsAssignable<Job['trained_tokens'], FineTuningJob['trainedTokens']>>;
export type HoldsMetadata = Holds<IsAssignable<NonNullable<Job['metadata']>, FineTuningJob['metadata']>>;
export type HoldsHyperparameter = Holds<
  IsAssignable<
    NonNullable<Job['hyperparameters'][keyof Job['hyperparameters']]>,
    FineTuningJob['hyperparameters'][string]
  >
>;

type OfficialEvent = OpenAI.FineTuning.FineTuningJobEvent;
export type HoldsLevel = Holds<IsAssignable<OfficialEvent['level'], FineTuningEvent['level']>>;
export type HoldsEventType = Holds<IsAssignable<NonNullable<OfficialEvent['type']>, FineTuningEvent['type']>>;
type OfficialCheckpoint = OpenAI.FineTuning.Jobs.FineTuningJobCheckpoint;
export type HoldsMetrics = Holds<
  IsAssignable<
    NonNullable<OfficialCheckpoint['metrics'][keyof OfficialCheckpoint['metrics']]>,
    Checkpoint['metrics'][string]
  >
>;
type OfficialFile = OpenAI.Files.FileObject;
export type HoldsPurpose = Holds<IsAssignable<OfficialFile['purpose'], FileObject['purpose']>>;
export type HoldsBytes = Holds<IsAssignable<OfficialFile['bytes'], FileObject['bytes']>>;
type OfficialModel = OpenAI.Models.Model;
export type HoldsOwner = Holds<IsAssignable<OfficialModel['owned_by'], Model['ownedBy']>>;

// Every field of a create request is one that we can send, but for the deprecated `hyperparameters`.
interface Sent {
  model: CreateJob['model'];
  training_file: CreateJob['trainingFile'];
  validation_file?: NonNullable<CreateJob['validationFile']>;
  suffix?: NonNullable<CreateJob['suffix']>;
  seed?: NonNullable<CreateJob['seed']>;
  metadata?: Record<string, string>;
  method?: { type: CreateJob['method']['type'] };
}
export type SendsWhatIsTaken = Holds<IsAssignable<Sent, Omit<CreateParams, 'integrations'>>>;
export type SendsEveryField = Holds<
  IsNever<MissingFrom<keyof Sent | 'integrations' | 'hyperparameters', CreateParams>>
>;

const official: Job = {
  id: 'ftjob-1',
  object: 'fine_tuning.job',
  created_at: 1_700_000_000,
  error: null,
  fine_tuned_model: null,
  finished_at: null,
  hyperparameters: { n_epochs: 'auto', batch_size: null },
  model: 'gpt-4o-mini',
  organization_id: 'org-1',
  result_files: [],
  seed: 1,
  status: 'queued',
  trained_tokens: null,
  training_file: 'file-1',
  validation_file: null,
};

describe('types', () => {
  it('of the official client are read', () => {
    assert.equal(JobWire.parse(official).id, 'ftjob-1');
  });

  it('of the official client are what is sent', () => {
    const body = openaiCreateBody({
      model: 'gpt-4o-mini',
      trainingFile: 'file-1',
      validationFile: 'file-2',
      suffix: 'faq',
      seed: 7,
      metadata: { team: 'blue' },
      method: { type: 'dpo', hyperparameters: { n_epochs: 2, beta: 0.1 } },
      integrations: [{ type: 'wandb', wandb: { project: 'faq' } }],
    });
    const expected: CreateParams = {
      model: 'gpt-4o-mini',
      training_file: 'file-1',
      validation_file: 'file-2',
      suffix: 'faq',
      seed: 7,
      metadata: { team: 'blue' },
      integrations: [{ type: 'wandb', wandb: { project: 'faq' } }],
      method: { type: 'dpo', dpo: { hyperparameters: { n_epochs: 2, beta: 0.1 } } },
    };
    assert.deepEqual(body, expected);
  });

  it('leave out what was not set', () => {
    const method = { type: 'supervised' as const, hyperparameters: {} };
    assert.deepEqual(openaiCreateBody({ model: 'm', trainingFile: 'f', method }), {
      model: 'm',
      training_file: 'f',
      method: { type: 'supervised', supervised: { hyperparameters: {} } },
    });
  });
});
